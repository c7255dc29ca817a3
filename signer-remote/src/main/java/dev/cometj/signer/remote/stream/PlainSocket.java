package dev.cometj.signer.remote.stream;

import java.io.Closeable;
import java.io.IOException;

/// The plain bytes of a connection. One thread at a time, which blocks; closing may be done by any and ends a call.
interface PlainSocket extends Closeable {
  /// Read a byte.
  ///
  /// @return the byte, or -1 at the end
  int read() throws IOException;

  /// Write bytes, all of them.
  void write(byte[] bytes) throws IOException;
}
