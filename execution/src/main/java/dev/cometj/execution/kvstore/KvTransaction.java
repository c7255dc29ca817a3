package dev.cometj.execution.kvstore;

import com.google.protobuf.ByteString;
import dev.cometj.wire.abci.ValidatorUpdate;
import dev.cometj.wire.crypto.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The transactions of the key-value application: `key=value` or `key:value`, and `val=type!key!power` for
/// validators. Bytes are read one by one, so any text is fine.
final class KvTransaction {
  static final ByteString VALIDATOR_PREFIX = ByteString.copyFromUtf8("val=");

  private KvTransaction() {}

  /// Whether a transaction may be in a block.
  static boolean isValid(ByteString transaction) {
    return isValidator(transaction) ? validator(transaction).isPresent() : isPair(transaction);
  }

  static boolean isValidator(ByteString transaction) {
    return transaction.startsWith(VALIDATOR_PREFIX);
  }

  /// Exactly one separator, neither at the beginning nor at the end.
  private static boolean isPair(ByteString transaction) {
    int separators = 0;
    int last = transaction.size() - 1;
    for (int i = 0; i <= last; i++) {
      byte next = transaction.byteAt(i);
      if (next == '=' || next == ':') {
        if (i == 0 || i == last) {
          return false;
        }
        separators++;
      }
    }
    return separators == 1;
  }

  /// The form in which a transaction comes into a block: the first colon is an equals sign.
  static ByteString canonical(ByteString transaction) {
    for (int i = 0; i < transaction.size(); i++) {
      if (transaction.byteAt(i) == ':') {
        byte[] bytes = transaction.toByteArray();
        bytes[i] = '=';
        return ByteString.copyFrom(bytes);
      }
    }
    return transaction;
  }

  /// A key and its value.
  record Pair(ByteString key, ByteString value) {}

  /// What stands around the only equals sign.
  static Optional<Pair> pair(ByteString transaction) {
    int at = -1;
    for (int i = 0; i < transaction.size(); i++) {
      if (transaction.byteAt(i) == '=') {
        if (at >= 0) {
          return Optional.empty();
        }
        at = i;
      }
    }
    return at < 0
        ? Optional.empty()
        : Optional.of(new Pair(transaction.substring(0, at), transaction.substring(at + 1)));
  }

  /// A change of a validator, of which the key type is not checked yet.
  record Validator(String keyType, ByteString key, long power) {
    /// Make the update.
    ///
    /// @throws IllegalArgumentException if the original does not know the key type
    ValidatorUpdate update() {
      PublicKey.Builder publicKey = PublicKey.newBuilder();
      switch (keyType) {
        case "", "ed25519" -> publicKey.setEd25519(key);
        case "secp256k1" -> publicKey.setSecp256K1(key);
        default -> throw new IllegalArgumentException("key type " + keyType + " not supported");
      }
      return ValidatorUpdate.newBuilder().setPubKey(publicKey).setPower(power).build();
    }
  }

  /// Read a validator transaction, or give nothing if it is none.
  static Optional<Validator> validator(ByteString transaction) {
    String text =
        transaction.substring(VALIDATOR_PREFIX.size()).toString(StandardCharsets.ISO_8859_1);
    String[] parts = text.split("!", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      long power = Long.parseLong(parts[2]);
      return power < 0
          ? Optional.empty()
          : Optional.of(new Validator(parts[0], base64(parts[1]), power));
    } catch (IllegalArgumentException e) { // of base64 and of numbers
      return Optional.empty();
    }
  }

  /// Go's decoder passes over line ends and insists on the padding, where Java's does the opposite.
  private static ByteString base64(String text) {
    String significant = text.replace("\r", "").replace("\n", "");
    if (significant.length() % 4 != 0) {
      throw new IllegalArgumentException("the padding is missing");
    }
    return ByteString.copyFrom(Base64.getDecoder().decode(significant));
  }
}
