package dev.cometj.p2p.transport.upgrade;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.SimulatedInternet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A connection of somebody who does with it what a test wants.
final class RawConnection implements ByteStream.Handler {
  private final ByteStream stream;
  final ByteArrayOutputStream received = new ByteArrayOutputStream();
  boolean isClosed;

  private RawConnection(ByteStream stream) {
    this.stream = stream;
  }

  static RawConnection to(
      SimulatedNode node, SimulatedInternet internet, VirtualWorld world, String fromIp) {
    ByteStream stream =
        world.await(
            internet
                .streams(world.node("raw"), fromIp)
                .connect(new HostPort(node.ip, SimulatedNode.PORT), Duration.ofSeconds(1)),
            Duration.ofSeconds(2));
    RawConnection connection = new RawConnection(stream);
    stream.execute(() -> stream.open(connection));
    world.settle();
    return connection;
  }

  void write(byte[] bytes) {
    stream.execute(() -> stream.write(ByteBuffer.wrap(bytes)));
  }

  /// Send one byte a second.
  void trickle(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      byte[] one = {bytes[i]};
      int seconds = i;
      stream.execute(() ->
          stream.schedule(Duration.ofSeconds(seconds), () -> stream.write(ByteBuffer.wrap(one))));
    }
  }

  void close() {
    stream.close();
  }

  @Override
  public void received(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      received.write(bytes.get());
    }
  }

  @Override
  public void drained() {}

  @Override
  public void closed(@Nullable Throwable cause) {
    isClosed = true;
  }
}
