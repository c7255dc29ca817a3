package dev.cometj.signer.remote.stream;

import com.google.protobuf.CodedOutputStream;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.wire.decode.AlwaysWritten;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import dev.cometj.wire.privval.Message;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.random.RandomGenerator;

/// Messages between a node and its signer, each behind its length; Go's `privval/signer_endpoint.go`. Every read and
/// write has a deadline, and a stream that has missed one, or failed otherwise, is closed.
///
/// One thread at a time, which blocks; closing may be done by any.
public final class SignerStream implements Closeable {
  /// The original reads no longer messages.
  private static final int MAX_MESSAGE_BYTES = 10 * 1024;

  private static final UntrustedDecoder<Message> DECODER =
      UntrustedDecoder.of(Message.getDefaultInstance());

  private final PlainSocket socket;
  private final Deadlines deadlines;

  private SignerStream(PlainSocket socket, Deadlines deadlines) {
    this.socket = socket;
    this.deadlines = deadlines;
  }

  /// Make a stream of a fresh connection: secret over the internet, in the clear over a socket in the file system.
  /// Blocks during the handshake.
  ///
  /// @param address where the connection was made
  /// @param channel the connection, closed if this fails
  /// @param key our key on the secret connection
  /// @param random where the ephemeral key comes from
  /// @param deadlines of the handshake, and of each read and write
  /// @return the stream
  /// @throws IOException if no secret connection comes of it
  public static SignerStream over(
      ProtocolAddress address,
      SocketChannel channel,
      Ed25519PrivateKey key,
      RandomGenerator random,
      Deadlines deadlines)
      throws IOException {
    try {
      PlainSocket socket =
          switch (address) {
            case ProtocolAddress.Unix _ -> new ClearSocket(channel);
            case ProtocolAddress.Tcp _ ->
                deadlines.within(
                    channel, "the handshake", () -> SecretSocket.handshake(channel, key, random));
          };
      return new SignerStream(socket, deadlines);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Write a message.
  ///
  /// @param message the message; members that the original always writes are filled in
  /// @throws IOException if that fails; the stream is closed then
  public void write(Message message) throws IOException {
    byte[] content = AlwaysWritten.complete(message).toByteArray();
    byte[] bytes =
        new byte[CodedOutputStream.computeUInt32SizeNoTag(content.length) + content.length];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArrayNoTag(content);
    var _ =
        guarded(
            "writing to the signer",
            () -> {
              socket.write(bytes);
              return true;
            });
  }

  /// Wait for a message.
  ///
  /// @return the message
  /// @throws IOException if that fails; the stream is closed then
  public Message read() throws IOException {
    byte[] content = guarded("reading from the signer", this::readContent);
    try {
      return DECODER.decode(content);
    } catch (MalformedMessageException e) {
      close();
      throw new IOException("a message of the signer is malformed: " + e.getMessage(), e);
    }
  }

  private byte[] readContent() throws IOException {
    long length = 0;
    int next = 0x80;
    for (int shift = 0; next >= 0x80; shift += 7) {
      next = readByte();
      length |= (next & 0x7fL) << shift;
      if ((shift > 14 && next >= 0x80) || length > MAX_MESSAGE_BYTES) {
        throw new IOException("a message is longer than %d bytes".formatted(MAX_MESSAGE_BYTES));
      }
    }
    byte[] content = new byte[(int) length];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) readByte();
    }
    return content;
  }

  private int readByte() throws IOException {
    int next = socket.read();
    if (next < 0) {
      throw new EOFException("the other side hung up");
    }
    return next;
  }

  private <T> T guarded(String what, Deadlines.Call<T> call) throws IOException {
    try {
      return deadlines.within(socket, what, call);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
