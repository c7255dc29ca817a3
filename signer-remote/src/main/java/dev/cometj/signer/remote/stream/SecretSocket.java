package dev.cometj.signer.remote.stream;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.transport.secret.BrokenStreamException;
import dev.cometj.p2p.transport.secret.HandshakeFailedException;
import dev.cometj.p2p.transport.secret.SecretHandshake;
import dev.cometj.p2p.transport.secret.StreamDecoder;
import dev.cometj.p2p.transport.secret.StreamEncoder;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.random.RandomGenerator;

/// A secret connection over a blocking socket. Whoever dials in has a key of its own that is not checked further, as
/// in the original: a signer is known by what it signs.
///
/// One thread at a time, which blocks.
final class SecretSocket implements PlainSocket {
  private final SocketChannel channel;
  private final StreamEncoder encoder;
  private final StreamDecoder decoder;
  private final ByteBuffer network = ByteBuffer.allocate(FrameFormat.SEALED_BYTES);
  private ByteBuffer plain;

  private SecretSocket(SocketChannel channel, SecretHandshake handshake, ByteBuffer rest)
      throws IOException {
    this.channel = channel;
    encoder = handshake.encoder();
    decoder = handshake.decoder();
    plain = ByteBuffer.wrap(handshake.leftover());
    network.put(rest).flip();
  }

  /// Make a secret connection. Blocks; the caller closes the channel when it takes too long.
  ///
  /// @throws IOException if no secret connection comes of it
  static SecretSocket handshake(
      SocketChannel channel, Ed25519PrivateKey key, RandomGenerator random) throws IOException {
    SecretHandshake handshake =
        new SecretHandshake(
            signer(key), X25519KeyPair.generate(random), FrameCipherProvider.preferred());
    writeAll(channel, handshake.opening());
    ByteBuffer network = ByteBuffer.allocate(FrameFormat.SEALED_BYTES).limit(0);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    boolean isDone = false;
    while (!isDone) {
      if (channel.read(network.clear()) < 0) {
        throw new EOFException("the other side hung up during the handshake");
      }
      try {
        isDone = handshake.receive(network.flip(), bytes -> append(bytes, output));
      } catch (HandshakeFailedException e) {
        throw new IOException(e.getMessage(), e);
      }
      writeAll(channel, ByteBuffer.wrap(output.toByteArray()));
      output.reset();
    }
    return new SecretSocket(channel, handshake, network);
  }

  private static void append(ByteBuffer bytes, ByteArrayOutputStream output) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    output.writeBytes(copy);
  }

  private static NodeSigner signer(Ed25519PrivateKey key) {
    return new NodeSigner() {
      @Override
      public byte[] publicKey() {
        return key.publicKey().bytes();
      }

      @Override
      public byte[] sign(byte[] message) {
        return key.sign(message);
      }
    };
  }

  @Override
  public int read() throws IOException {
    while (!plain.hasRemaining()) {
      if (!network.hasRemaining()) {
        if (channel.read(network.clear()) < 0) {
          return -1;
        }
        network.flip();
      }
      plain = open();
    }
    return plain.get() & 0xff;
  }

  private ByteBuffer open() throws IOException {
    ByteArrayOutputStream opened = new ByteArrayOutputStream();
    try {
      decoder.feed(
          network,
          (bytes, offset, length) -> {
            opened.write(bytes, offset, length);
            return true;
          });
    } catch (BrokenStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
    return ByteBuffer.wrap(opened.toByteArray());
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    try {
      for (int done = 0; done < bytes.length; ) {
        int part = Math.min(bytes.length - done, encoder.room());
        encoder.put(bytes, done, part);
        done += part;
        if (encoder.room() == 0 || done == bytes.length) {
          writeAll(channel, encoder.drain());
        }
      }
    } catch (BrokenStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      var _ = channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
