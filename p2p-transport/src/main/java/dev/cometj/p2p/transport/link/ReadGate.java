package dev.cometj.p2p.transport.link;

import dev.cometj.p2p.spi.ByteStream;

/// Lets the stream read while nothing speaks against it. The stream's thread only.
final class ReadGate {
  /// The link is not open yet.
  static final int NOT_OPEN = 1;

  /// Somebody above does not keep up.
  static final int ASKED = 2;

  /// The rate is used up.
  static final int RATE = 4;

  private final ByteStream stream;
  private int reasons = NOT_OPEN;

  /// Make a closed gate; the stream does not read.
  ReadGate(ByteStream stream) {
    this.stream = stream;
  }

  boolean isClosedFor(int reason) {
    return (reasons & reason) != 0;
  }

  void close(int reason) {
    int before = reasons;
    reasons |= reason;
    if (before == 0) {
      stream.pauseReading();
    }
  }

  void open(int reason) {
    int before = reasons;
    reasons &= ~reason;
    if (before != 0 && reasons == 0) {
      stream.resumeReading();
    }
  }
}
