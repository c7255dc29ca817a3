package dev.cometj.crypto.internal.frame;

import dev.cometj.crypto.ForgedFrameException;
import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameOpener;

/// Opens frames one by one. The tag is checked first, so a forged frame is left as it came.
final class JdkFrameOpener implements FrameOpener {

  private final FrameStream stream;
  private final FrameCounter counter;
  private final FramePoly poly = new FramePoly();
  private boolean forged;

  JdkFrameOpener(FrameStream stream, FrameCounter counter) {
    this.stream = stream;
    this.counter = counter;
  }

  @Override
  public void open(byte[] buffer, int offset, int frames) throws ForgedFrameException {
    if (forged) {
      throw new IllegalStateException("a frame of this connection was forged");
    }
    counter.require(buffer, offset, frames);
    int at = offset;
    for (int i = 0; i < frames; i++) {
      byte[] tagKey = stream.turnTo(counter.take());
      if (!poly.compute(tagKey, buffer, at).matches(buffer, at + FrameFormat.PLAIN_BYTES)) {
        forged = true;
        throw new ForgedFrameException(i);
      }
      stream.mix(buffer, at);
      at += FrameFormat.SEALED_BYTES;
    }
  }

  @Override
  public long nextCounter() {
    return counter.next();
  }
}
