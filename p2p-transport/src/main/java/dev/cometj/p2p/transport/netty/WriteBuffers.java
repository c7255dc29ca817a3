package dev.cometj.p2p.transport.netty;

import dev.cometj.crypto.FrameFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What one event loop's streams copy their writes into, used again and again. Netty's own pools make some objects for
/// each buffer as large as a full batch, and the JDK makes more for each write of memory that can be freed, which Netty's
/// can; this is ordinary direct memory.
///
/// Buffers come in sizes that double, because a batch is as often one frame as it is sixty. There are a few of each size,
/// a little over 4 MiB together. Used on the loop's thread only.
final class WriteBuffers {
  static final int BUFFERS_OF_A_SIZE = 32;

  private static final int LEAST_BYTES = FrameFormat.SEALED_BYTES;
  private static final int SIZES = 7;
  static final int MOST_BYTES = LEAST_BYTES << (SIZES - 1);

  private final Size[] sizes = new Size[SIZES];

  private static final class Size {
    final ArrayDeque<ByteBuf> free = new ArrayDeque<>();
    int made;
  }

  WriteBuffers() {
    for (int i = 0; i < SIZES; i++) {
      sizes[i] = new Size();
    }
  }

  /// Take an empty buffer, which is to be given back.
  ///
  /// @param bytes how much it has to hold
  /// @return null if all are in use, or none is as large
  @Nullable ByteBuf take(int bytes) {
    if (bytes > MOST_BYTES) {
      return null;
    }
    int index = index(bytes);
    Size size = sizes[index];
    ByteBuf free = size.free.poll();
    if (free != null) {
      return free.clear();
    }
    if (size.made == BUFFERS_OF_A_SIZE) {
      return null;
    }
    size.made++;
    return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(LEAST_BYTES << index)).clear();
  }

  /// Give a buffer back that nobody else uses any more.
  void giveBack(ByteBuf buffer) {
    sizes[index(buffer.capacity())].free.push(buffer);
  }

  private static int index(int bytes) {
    int frames = (bytes + LEAST_BYTES - 1) / LEAST_BYTES;
    return Integer.SIZE - Integer.numberOfLeadingZeros(frames - 1);
  }
}
