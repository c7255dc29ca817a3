package dev.cometj.signer.remote.stream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/// A connection in the clear, for sockets in the file system.
final class ClearSocket implements PlainSocket {
  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;

  ClearSocket(SocketChannel channel) {
    this.channel = channel;
    in = new BufferedInputStream(Channels.newInputStream(channel));
    out = Channels.newOutputStream(channel);
  }

  @Override
  public int read() throws IOException {
    return in.read();
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
