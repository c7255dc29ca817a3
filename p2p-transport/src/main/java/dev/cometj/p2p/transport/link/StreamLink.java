package dev.cometj.p2p.transport.link;

import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.transport.secret.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A link over a byte stream: what any thread may ask of it. The work is done by its [LinkDriver], on the stream's
/// thread.
public final class StreamLink implements Link {
  private final ByteStream stream;
  private final NodeInfo remoteInfo;
  private final NetAddress socketAddress;
  private final boolean isOutbound;
  private final LinkState state = new LinkState();
  private final LinkDriver driver;

  StreamLink(Links links, ByteStream stream, Session session) {
    this.stream = stream;
    remoteInfo = session.remoteInfo();
    socketAddress = session.socketAddress();
    isOutbound = session.isOutbound();
    driver = new LinkDriver(links, stream, session, state);
  }

  /// Give what the stream's events are for.
  ///
  /// @return the stream's handler from the session on
  public ByteStream.Handler handler() {
    return driver;
  }

  @Override
  public NodeInfo remoteInfo() {
    return remoteInfo;
  }

  @Override
  public NetAddress socketAddress() {
    return socketAddress;
  }

  @Override
  public boolean isOutbound() {
    return isOutbound;
  }

  @Override
  public void open(LinkHandler handler) {
    if (state.open(handler)) {
      stream.execute(driver::begin);
    }
  }

  @Override
  public SendResult offer(int channelId, Payload message) {
    return driver.queues().offer(channelId, message);
  }

  @Override
  public void whenWritable(int channelId, Runnable action) {
    driver.queues().whenWritable(channelId, action);
  }

  @Override
  public void pauseReading() {
    driver.askToPause(true);
  }

  @Override
  public void resumeReading() {
    driver.askToPause(false);
  }

  @Override
  public void expect(int channelId, long bytes) {
    driver.inbound().expect(channelId, bytes);
  }

  @Override
  public ConnectionStatus status() {
    return driver.status();
  }

  @Override
  public CompletionStage<Void> flushAndClose() {
    // In this order: a drain that sees the flush takes empty queues for the end, so nothing may
    // come any more by then.
    driver.queues().refuse();
    CompletableFuture<Void> flushed = state.flush();
    driver.queues().wake();
    return flushed.minimalCompletionStage();
  }

  @Override
  public void close(StopReason reason) {
    driver.close(reason);
  }
}
