package dev.cometj.crypto.internal.strobe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The three operations of STROBE-128 that Merlin needs: AD, meta-AD and PRF (STROBE protocol framework v1.0.2).
///
/// The duplex's state is 200 bytes, of which the last 34 are the capacity and the padding. Not thread-safe.
public final class Strobe128 {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int STATE_BYTES = 200;
  private static final int RATE = 166;

  private static final int INBOUND = 1;
  private static final int APPLICATION = 1 << 1;
  private static final int CIPHER = 1 << 2;
  private static final int META = 1 << 4;
  private static final int NO_OPERATION = -1;

  /// The domain of cSHAKE: rate and lengths as FIPS 202 encodes them.
  private static final byte[] PARAMETERS = {1, (byte) (RATE + 2), 1, 0, 1, 12 * 8};

  private static final String VERSION = "STROBEv1.0.2";

  private final byte[] state = new byte[STATE_BYTES];
  private final long[] lanes = new long[STATE_BYTES / Long.BYTES];
  private int position;
  private int begin;
  private int operation = NO_OPERATION;

  /// Opens a duplex for a protocol.
  ///
  /// @param protocol the protocol's name
  public Strobe128(byte[] protocol) {
    System.arraycopy(PARAMETERS, 0, state, 0, PARAMETERS.length);
    byte[] version = VERSION.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(version, 0, state, PARAMETERS.length, version.length);
    permute();
    metaAuthenticate(protocol, false);
  }

  /// Absorbs framing data.
  ///
  /// @param data the bytes
  /// @param more whether they continue the operation before
  public void metaAuthenticate(byte[] data, boolean more) {
    start(META | APPLICATION, more);
    absorb(data);
  }

  /// Absorbs a message.
  ///
  /// @param data the bytes
  public void authenticate(byte[] data) {
    start(APPLICATION, false);
    absorb(data);
  }

  /// Fills an array with output of the duplex.
  ///
  /// @param target the array
  public void pseudoRandom(byte[] target) {
    start(INBOUND | APPLICATION | CIPHER, false);
    for (int i = 0; i < target.length; i++) {
      target[i] = state[position];
      state[position] = 0;
      advance();
    }
  }

  private void start(int flags, boolean more) {
    if (more) {
      if (operation != flags) {
        throw new IllegalStateException("cannot continue another operation");
      }
      return;
    }
    int previousBegin = begin;
    begin = position + 1;
    operation = flags;
    absorb(new byte[] {(byte) previousBegin, (byte) flags});
    if ((flags & CIPHER) != 0 && position != 0) {
      runDuplex();
    }
  }

  private void absorb(byte[] data) {
    for (byte b : data) {
      state[position] ^= b;
      advance();
    }
  }

  private void advance() {
    position++;
    if (position == RATE) {
      runDuplex();
    }
  }

  private void runDuplex() {
    state[position] ^= (byte) begin;
    state[position + 1] ^= 0x04;
    state[RATE + 1] ^= (byte) 0x80;
    permute();
    position = 0;
    begin = 0;
  }

  private void permute() {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = (long) LONGS.get(state, i * Long.BYTES);
    }
    KeccakF1600.permute(lanes);
    for (int i = 0; i < lanes.length; i++) {
      LONGS.set(state, i * Long.BYTES, lanes[i]);
    }
  }
}
