package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameSealer;
import dev.cometj.p2p.Payload;
import java.nio.ByteBuffer;
import java.util.Objects;

/// Seals a stream of plain bytes into frames; the writing side of Go's `p2p/conn/secret_connection.go`.
///
/// Plain bytes are put straight into the slots of sealed frames, which lie one behind the other in one array, and are
/// sealed there, many at a time. Only the last frame of a drain may be partly filled. What is behind its data is what
/// the frame before had there: the original seals one reused buffer, and so our bytes equal its bytes. Nothing is
/// given away by it, since the peer has read those bytes already.
public final class SealedEncoder implements StreamEncoder {
  private final FrameSealer sealer;

  /// The data of the last frame sealed, which the next one is padded with.
  private final byte[] previous = new byte[FrameFormat.DATA_BYTES];

  private byte[] buffer;
  private ByteBuffer view;

  /// Where the frame begins that is being filled; the end of the buffer if all are full.
  private int frame;

  /// How much data that frame has, less than it can hold.
  private int filled;

  /// Make an encoder.
  ///
  /// @param sealer seals this direction of the connection, and nothing else does
  /// @param plainBytes how much fits before a drain, rounded up to whole frames
  public SealedEncoder(FrameSealer sealer, int plainBytes) {
    this.sealer = sealer;
    buffer = new byte[FrameSlots.sealedBytes(plainBytes)];
    view = ByteBuffer.wrap(buffer);
  }

  @Override
  public int room() {
    return (buffer.length - frame) / FrameFormat.SEALED_BYTES * FrameFormat.DATA_BYTES - filled;
  }

  @Override
  public boolean isEmpty() {
    return frame == 0 && filled == 0;
  }

  @Override
  public void put(int value) {
    Objects.checkIndex(0, room());
    buffer[frame + FrameFormat.LENGTH_BYTES + filled] = (byte) value;
    advance(1);
  }

  @Override
  public void put(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(0, length, room());
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, FrameFormat.DATA_BYTES - filled);
      System.arraycopy(
          bytes, offset + done, buffer, frame + FrameFormat.LENGTH_BYTES + filled, part);
      advance(part);
      done += part;
    }
  }

  @Override
  public void put(Payload payload, int from, int length) {
    Objects.checkFromIndexSize(0, length, room());
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, FrameFormat.DATA_BYTES - filled);
      payload.copyTo(from + done, buffer, frame + FrameFormat.LENGTH_BYTES + filled, part);
      advance(part);
      done += part;
    }
  }

  private void advance(int bytes) {
    filled += bytes;
    if (filled == FrameFormat.DATA_BYTES) {
      FrameSlots.putLength(buffer, frame, filled);
      frame += FrameFormat.SEALED_BYTES;
      filled = 0;
    }
  }

  @Override
  public ByteBuffer drain() throws BrokenStreamException {
    if (filled > 0) {
      pad();
      FrameSlots.putLength(buffer, frame, filled);
      frame += FrameFormat.SEALED_BYTES;
      filled = 0;
    }
    int end = frame;
    if (end > 0) {
      int frames = end / FrameFormat.SEALED_BYTES;
      FrameSlots.requireNumbers(sealer.nextCounter(), frames);
      int last = end - FrameFormat.SEALED_BYTES + FrameFormat.LENGTH_BYTES;
      System.arraycopy(buffer, last, previous, 0, FrameFormat.DATA_BYTES);
      sealer.seal(buffer, 0, frames);
      frame = 0;
    }
    return view.clear().limit(end);
  }

  private void pad() {
    int rest = FrameFormat.DATA_BYTES - filled;
    int target = frame + FrameFormat.LENGTH_BYTES + filled;
    if (frame == 0) {
      System.arraycopy(previous, filled, buffer, target, rest);
    } else {
      System.arraycopy(buffer, target - FrameFormat.SEALED_BYTES, buffer, target, rest);
    }
  }

  @Override
  public void resize(int plainBytes) {
    if (!isEmpty()) {
      throw new IllegalStateException("plain bytes wait to be drained");
    }
    buffer = new byte[FrameSlots.sealedBytes(plainBytes)];
    view = ByteBuffer.wrap(buffer);
  }
}
