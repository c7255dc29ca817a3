package dev.cometj.chain.codec;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.internal.proto.ByteText;
import dev.cometj.crypto.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// The scalars of generated messages as those of the chain, without copying bytes that never change.
final class WireValues {

  /// Up to here a copy is cheaper than a wrapper.
  private static final int COPIED_BYTES = 128;

  private WireValues() {}

  static Bytes bytes(ByteString wire) {
    if (wire.isEmpty()) {
      return Bytes.EMPTY;
    }
    Taker taker = new Taker();
    try {
      UnsafeByteOperations.unsafeWriteTo(wire, taker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return taker.parts == 1 ? taker.taken : Bytes.wrap(wire.toByteArray());
  }

  static ByteString wire(Bytes bytes) {
    if (bytes.isEmpty()) {
      return ByteString.EMPTY;
    }
    return bytes.length() <= COPIED_BYTES
        ? ByteString.copyFrom(bytes.toByteBuffer())
        : UnsafeByteOperations.unsafeWrap(bytes.toByteBuffer());
  }

  static String text(ByteString wire) {
    return ByteText.decode(wire.asReadOnlyByteBuffer());
  }

  static ByteString wireText(String text) {
    return wire(ByteText.encode(text));
  }

  /// A time, where a missing one is the zero time and an empty one the epoch.
  static Timestamp time(boolean isPresent, com.google.protobuf.Timestamp wire)
      throws InvalidChainDataException {
    if (!isPresent) {
      return Timestamp.ZERO;
    }
    if (!Timestamp.isInRange(wire.getSeconds(), wire.getNanos())) {
      throw new InvalidChainDataException(ChainRule.ENCODING, "time is out of range");
    }
    return new Timestamp(wire.getSeconds(), wire.getNanos());
  }

  static com.google.protobuf.Timestamp wire(Timestamp time) {
    return com.google.protobuf.Timestamp.newBuilder()
        .setSeconds(time.seconds())
        .setNanos(time.nanos())
        .build();
  }

  static InvalidChainDataException missing(String member) {
    return new InvalidChainDataException(ChainRule.MISSING_MEMBER, member + " is missing");
  }

  /// Takes the array behind a byte string.
  private static final class Taker extends ByteOutput {

    private Bytes taken = Bytes.EMPTY;
    private int parts;

    @Override
    public void write(byte value) {
      parts = 2;
    }

    @Override
    public void write(byte[] value, int offset, int length) {
      parts = 2;
    }

    @Override
    public void writeLazy(byte[] value, int offset, int length) {
      taken = Bytes.wrap(value, offset, length);
      parts++;
    }

    @Override
    public void write(ByteBuffer value) {
      parts = 2;
    }

    @Override
    public void writeLazy(ByteBuffer value) {
      if (value.hasArray()) {
        writeLazy(value.array(), value.arrayOffset() + value.position(), value.remaining());
      } else {
        parts = 2;
      }
    }
  }
}
