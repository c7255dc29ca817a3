package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.ForgedFrameException;
import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameOpener;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Opens a stream of sealed frames; the reading side of Go's `p2p/conn/secret_connection.go`.
///
/// Network bytes are copied into one array and opened there, as many whole frames at a time as there are. Padding is
/// never looked at. A frame without data is legal.
public final class SealedDecoder implements StreamDecoder {
  private final FrameOpener opener;
  private byte[] buffer;
  private int filled;

  /// Make a decoder.
  ///
  /// @param opener opens this direction of the connection, and nothing else does
  /// @param plainBytes how much is opened at a time, rounded up to whole frames
  public SealedDecoder(FrameOpener opener, int plainBytes) {
    this.opener = opener;
    buffer = new byte[FrameSlots.sealedBytes(plainBytes)];
  }

  @Override
  public void feed(ByteBuffer network, PlaintextSink sink) throws BrokenStreamException {
    while (network.hasRemaining()) {
      int taken = Math.min(network.remaining(), buffer.length - filled);
      network.get(buffer, filled, taken);
      filled += taken;
      int frames = filled / FrameFormat.SEALED_BYTES;
      if (frames > 0 && !open(frames, sink)) {
        network.position(network.limit());
        return;
      }
    }
  }

  /// Take network bytes of one frame at most, so that nothing behind it is opened yet.
  ///
  /// @param network bytes from position on; the position is moved behind the last one used
  /// @param sink gets the plain bytes of the frame if it is complete
  /// @throws BrokenStreamException if the bytes are no continuation of the stream
  public void feedFrame(ByteBuffer network, PlaintextSink sink) throws BrokenStreamException {
    int limit = network.limit();
    int missing = FrameFormat.SEALED_BYTES - filled;
    network.limit(network.position() + Math.min(network.remaining(), missing));
    feed(network, sink);
    network.limit(limit);
  }

  private boolean open(int frames, PlaintextSink sink) throws BrokenStreamException {
    FrameSlots.requireNumbers(opener.nextCounter(), frames);
    int end = frames * FrameFormat.SEALED_BYTES;
    try {
      opener.open(buffer, 0, frames);
    } catch (ForgedFrameException e) {
      if (deliver(e.framesOpened(), sink)) {
        throw new BrokenStreamException(
            BrokenStreamException.Fault.FORGED_FRAME, "the tag of a frame is wrong");
      }
      return false;
    }
    if (!deliver(frames, sink)) {
      return false;
    }
    System.arraycopy(buffer, end, buffer, 0, filled - end);
    filled -= end;
    return true;
  }

  private boolean deliver(int frames, PlaintextSink sink) throws BrokenStreamException {
    for (int i = 0; i < frames; i++) {
      int frame = i * FrameFormat.SEALED_BYTES;
      int length = FrameSlots.length(buffer, frame);
      if (length < 0 || length > FrameFormat.DATA_BYTES) {
        throw new BrokenStreamException(
            BrokenStreamException.Fault.OVERLONG_FRAME,
            "a frame claims %s bytes of data, more than %d"
                .formatted(Integer.toUnsignedString(length), FrameFormat.DATA_BYTES));
      }
      if (length > 0 && !sink.take(buffer, frame + FrameFormat.LENGTH_BYTES, length)) {
        return false;
      }
    }
    return true;
  }

  /// Tell whether the bytes of a frame have come in part.
  boolean isWithinFrame() {
    return filled > 0;
  }

  /// Make space for more or fewer frames at a time; not from within a sink. What is kept of a frame fits in any case.
  @Override
  public void resize(int plainBytes) {
    int size = FrameSlots.sealedBytes(plainBytes);
    if (size != buffer.length) {
      buffer = Arrays.copyOf(buffer, size);
    }
  }
}
