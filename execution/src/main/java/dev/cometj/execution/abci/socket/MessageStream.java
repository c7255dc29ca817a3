package dev.cometj.execution.abci.socket;

import com.google.protobuf.Message;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// Messages behind their length on a blocking socket, both ways; Go's `WriteMessage` and `ReadMessage` of
/// `abci/types/messages.go`.
///
/// One thread reads and one thread writes; closing may be done by any and ends both. Memory grows with what has really
/// arrived, never with the length that is claimed.
///
/// @param <I> what is read
public final class MessageStream<I extends Message> implements Closeable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAX_VARINT_BYTES = 10;

  private final Closeable socket;
  private final InputStream in;
  private final OutputStream out;
  private final UntrustedDecoder<I> decoder;

  /// Use a socket.
  ///
  /// @param socket an open, blocking channel, which is closed with this
  /// @param decoder decodes what comes in
  public MessageStream(SocketChannel socket, UntrustedDecoder<I> decoder) {
    this(socket, Channels.newInputStream(socket), Channels.newOutputStream(socket), decoder);
  }

  MessageStream(Closeable socket, InputStream in, OutputStream out, UntrustedDecoder<I> decoder) {
    this.socket = socket;
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.decoder = decoder;
  }

  /// Write a message into the buffer.
  ///
  /// @param message the message
  /// @throws IOException if the socket broke
  public void write(Message message) throws IOException {
    message.writeDelimitedTo(out);
  }

  /// Send what is in the buffer.
  ///
  /// @throws IOException if the socket broke
  public void flush() throws IOException {
    out.flush();
  }

  /// Wait for a message.
  ///
  /// @return the message, or empty if the other side has closed the socket between two messages
  /// @throws IOException if the socket broke, or ended within a message
  /// @throws MalformedMessageException if the bytes are no message
  public Optional<I> read() throws IOException, MalformedMessageException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = length(first);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within a message");
    }
    return Optional.of(decoder.decode(bytes));
  }

  /// A length that needs 64 bits is as wrong as one over 2 GiB.
  private int length(int first) throws IOException {
    long length = first & 0x7f;
    int next = first;
    for (int i = 1; next >= 0x80; i++) {
      next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended within a message");
      }
      if (i == MAX_VARINT_BYTES) {
        throw new IOException("the length of a message is no varint of 64 bits");
      }
      length |= (next & 0x7fL) << (7 * i);
    }
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw new IOException(
          "a message of %s bytes is over the limit".formatted(Long.toUnsignedString(length)));
    }
    return (int) length;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
