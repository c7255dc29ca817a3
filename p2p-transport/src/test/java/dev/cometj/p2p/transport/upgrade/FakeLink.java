package dev.cometj.p2p.transport.upgrade;

import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.transport.secret.BrokenStreamException;
import dev.cometj.p2p.transport.secret.Session;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A link without channels: it gathers the plain bytes and shows its session.
final class FakeLink implements Link, ByteStream.Handler {
  final ByteStream stream;
  final Session session;
  final ByteArrayOutputStream plain = new ByteArrayOutputStream();
  @Nullable StopReason reason;
  boolean isEnded;

  FakeLink(ByteStream stream, Session session) {
    this.stream = stream;
    this.session = session;
    while (session.leftover().hasRemaining()) {
      plain.write(session.leftover().get());
    }
  }

  static LinkFactory.Linked make(ByteStream stream, Session session) {
    FakeLink link = new FakeLink(stream, session);
    return new LinkFactory.Linked(link, link);
  }

  void send(int value) {
    stream.execute(() -> {
      session.encoder().put(value);
      try {
        stream.write(session.encoder().drain());
      } catch (BrokenStreamException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  @Override
  public NodeInfo remoteInfo() {
    return session.remoteInfo();
  }

  @Override
  public NetAddress socketAddress() {
    return session.socketAddress();
  }

  @Override
  public boolean isOutbound() {
    return session.isOutbound();
  }

  @Override
  public void open(LinkHandler handler) {
    stream.execute(stream::resumeReading);
  }

  @Override
  public void received(ByteBuffer bytes) {
    try {
      session
          .decoder()
          .feed(
              bytes,
              (data, offset, length) -> {
                plain.write(data, offset, length);
                return true;
              });
    } catch (BrokenStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void drained() {}

  @Override
  public void closed(@Nullable Throwable cause) {
    isEnded = true;
  }

  @Override
  public void close(StopReason why) {
    reason = why;
    stream.close();
  }

  @Override
  public SendResult offer(int channelId, Payload message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void whenWritable(int channelId, Runnable action) {}

  @Override
  public void pauseReading() {}

  @Override
  public void resumeReading() {}

  @Override
  public void expect(int channelId, long bytes) {}

  @Override
  public ConnectionStatus status() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> flushAndClose() {
    return CompletableFuture.completedStage(null);
  }
}
