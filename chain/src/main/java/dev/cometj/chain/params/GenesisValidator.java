package dev.cometj.chain.params;

import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;

/// A validator of the first height, as the genesis document lists it.
///
/// @param publicKey its key
/// @param power its voting power, from 1
/// @param name what people call it, possibly empty
public record GenesisValidator(PublicKey publicKey, long power, String name) {

  /// The validator's address, which follows from the key.
  ///
  /// @return 20 bytes
  public Bytes address() {
    return Bytes.wrap(publicKey.address());
  }
}
