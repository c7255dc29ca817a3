package dev.cometj.chain;

import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;
import dev.cometj.crypto.Sha256;

/// The checks that several types share.
final class Rules {

  /// The longest signature of any key type, that of ML-DSA-65 (`MaxSignatureSize`).
  static final int LONGEST_SIGNATURE = BlockLimits.MAX_SIGNATURE_BYTES;

  private Rules() {}

  static void check(boolean holds, ChainRule rule, String message)
      throws InvalidChainDataException {
    if (!holds) {
      throw new InvalidChainDataException(rule, message);
    }
  }

  /// A hash is empty or has 32 bytes (`ValidateHash`).
  static void hash(Bytes hash, String name) throws InvalidChainDataException {
    check(
        hash.isEmpty() || hash.length() == Sha256.HASH_BYTES,
        ChainRule.HASH_SIZE,
        name + " has " + hash.length() + " bytes, not " + Sha256.HASH_BYTES);
  }

  static void sameHash(Bytes stated, Bytes actual, String name) throws InvalidChainDataException {
    check(
        stated.equals(actual),
        ChainRule.HASH_MISMATCH,
        name + " is " + stated + ", not that of the content, " + actual);
  }

  static void address(Bytes address) throws InvalidChainDataException {
    check(
        address.length() == PublicKey.ADDRESS_BYTES,
        ChainRule.ADDRESS,
        "address has " + address.length() + " bytes, not " + PublicKey.ADDRESS_BYTES);
  }

  static void signature(Bytes signature) throws InvalidChainDataException {
    check(!signature.isEmpty(), ChainRule.SIGNATURE, "signature is missing");
    check(
        signature.length() <= LONGEST_SIGNATURE,
        ChainRule.SIGNATURE,
        "signature has more than " + LONGEST_SIGNATURE + " bytes");
  }

  static void heightNotNegative(long height) throws InvalidChainDataException {
    check(height >= 0, ChainRule.HEIGHT, "height is " + height);
  }

  static void roundNotNegative(int round) throws InvalidChainDataException {
    check(round >= 0, ChainRule.ROUND, "round is " + round);
  }
}
