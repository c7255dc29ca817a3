package dev.cometj.chain.validators;

import java.util.random.RandomGenerator;

/// Random bytes that were drawn before, so that threads which use them need not share their source.
final class DrawnBytes implements RandomGenerator {

  private final byte[] bytes;
  private int at;

  DrawnBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public void nextBytes(byte[] target) {
    if (target.length > bytes.length - at) {
      throw new IllegalStateException("more bytes are asked for than were drawn");
    }
    System.arraycopy(bytes, at, target, 0, target.length);
    at += target.length;
  }

  @Override
  public long nextLong() {
    byte[] eight = new byte[Long.BYTES];
    nextBytes(eight);
    long value = 0;
    for (byte part : eight) {
      value = (value << 8) | (part & 0xff);
    }
    return value;
  }
}
