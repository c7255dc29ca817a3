package dev.cometj.execution.abci.socket;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Streams of messages over arrays.
public final class TestStreams {
  private TestStreams() {}

  /// A stream that reads an array.
  static <M extends Message> MessageStream<M> reading(byte[] bytes, UntrustedDecoder<M> decoder) {
    return new MessageStream<>(
        () -> {}, new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), decoder);
  }

  /// All messages of an array.
  public static <M extends Message> List<M> readAll(byte[] bytes, UntrustedDecoder<M> decoder) {
    List<M> messages = new ArrayList<>();
    try (MessageStream<M> stream = reading(bytes, decoder)) {
      for (Optional<M> next = stream.read(); next.isPresent(); next = stream.read()) {
        messages.add(next.get());
      }
    } catch (IOException | MalformedMessageException e) {
      throw new AssertionError(e);
    }
    return messages;
  }

  /// The bytes of a message as the stream writes them.
  public static byte[] delimited(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MessageStream<?> stream =
        new MessageStream<>(
            () -> {},
            InputStream.nullInputStream(),
            bytes,
            UntrustedDecoder.of(Empty.getDefaultInstance()))) {
      stream.write(message);
      stream.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
