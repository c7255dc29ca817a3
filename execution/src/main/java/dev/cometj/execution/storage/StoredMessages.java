package dev.cometj.execution.storage;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyValueReads;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What is stored, as the original does: under keys that are texts, messages and heights, which are texts too.
final class StoredMessages {
  private StoredMessages() {}

  /// Makes a value of a message.
  interface Reading<M, T> {
    T read(M message) throws InvalidChainDataException;
  }

  static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  static Bytes value(Message message) {
    return Bytes.wrap(message.toByteArray());
  }

  static Bytes height(long height) {
    return key(Long.toString(height));
  }

  static Optional<Long> readHeight(KeyValueReads from, Bytes key) {
    return from.get(key)
        .map(value -> {
          try {
            return Long.parseLong(text(value));
          } catch (NumberFormatException e) {
            throw corrupt(key, e);
          }
        });
  }

  static <M extends Message> Optional<M> read(KeyValueReads from, Bytes key, Parser<M> parser) {
    return read(from, key, parser, message -> message);
  }

  static <M extends Message, T> Optional<T> read(
      KeyValueReads from, Bytes key, Parser<M> parser, Reading<M, T> reading) {
    Optional<Bytes> value = from.get(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.read(parser.parseFrom(value.get().toByteBuffer())));
    } catch (InvalidProtocolBufferException | InvalidChainDataException e) {
      throw corrupt(key, e);
    }
  }

  private static StoreException corrupt(Bytes key, Exception cause) {
    return new StoreException(
        Reason.CORRUPT,
        "what the database holds under %s is damaged: %s".formatted(text(key), cause.getMessage()),
        cause);
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.US_ASCII);
  }
}
