package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.spi.ByteStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what a stream reads.
final class Sink implements ByteStream.Handler {
  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  final List<Integer> reads = new ArrayList<>();
  int drained;
  int ends;
  @Nullable Throwable cause;

  @Override
  public void received(ByteBuffer buffer) {
    reads.add(buffer.remaining());
    while (buffer.hasRemaining()) {
      bytes.write(buffer.get());
    }
  }

  @Override
  public void drained() {
    drained++;
  }

  @Override
  public void closed(@Nullable Throwable why) {
    ends++;
    cause = why;
  }
}
