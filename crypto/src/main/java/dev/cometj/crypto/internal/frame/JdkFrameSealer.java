package dev.cometj.crypto.internal.frame;

import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameSealer;

/// Seals frames one by one.
final class JdkFrameSealer implements FrameSealer {

  private final FrameStream stream;
  private final FrameCounter counter;
  private final FramePoly poly = new FramePoly();

  JdkFrameSealer(FrameStream stream, FrameCounter counter) {
    this.stream = stream;
    this.counter = counter;
  }

  @Override
  public void seal(byte[] buffer, int offset, int frames) {
    counter.require(buffer, offset, frames);
    int at = offset;
    for (int i = 0; i < frames; i++) {
      byte[] tagKey = stream.turnTo(counter.take());
      stream.mix(buffer, at);
      poly.compute(tagKey, buffer, at).write(buffer, at + FrameFormat.PLAIN_BYTES);
      at += FrameFormat.SEALED_BYTES;
    }
  }

  @Override
  public long nextCounter() {
    return counter.next();
  }
}
