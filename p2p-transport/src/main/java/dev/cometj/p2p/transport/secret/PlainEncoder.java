package dev.cometj.p2p.transport.secret;

import dev.cometj.p2p.Payload;
import java.nio.ByteBuffer;
import java.util.Objects;

/// Hands plain bytes on as they are: for measurements of what sealing costs, and for tests. Never used with a
/// remote node.
public final class PlainEncoder implements StreamEncoder {
  private byte[] buffer;
  private ByteBuffer view;
  private int size;

  /// Make an encoder.
  ///
  /// @param plainBytes how much fits before a drain
  public PlainEncoder(int plainBytes) {
    buffer = new byte[plainBytes];
    view = ByteBuffer.wrap(buffer);
  }

  @Override
  public int room() {
    return buffer.length - size;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public void put(int value) {
    buffer[size] = (byte) value;
    size++;
  }

  @Override
  public void put(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(size, length, buffer.length);
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
  }

  @Override
  public void put(Payload payload, int from, int length) {
    Objects.checkFromIndexSize(size, length, buffer.length);
    payload.copyTo(from, buffer, size, length);
    size += length;
  }

  @Override
  public ByteBuffer drain() {
    view.clear().limit(size);
    size = 0;
    return view;
  }

  @Override
  public void resize(int plainBytes) {
    if (!isEmpty()) {
      throw new IllegalStateException(size + " bytes wait to be drained");
    }
    buffer = new byte[plainBytes];
    view = ByteBuffer.wrap(buffer);
  }
}
