package dev.cometj.p2p.transport.secret;

/// Gets the plain bytes of a stream in order, in runs whose borders mean nothing.
@FunctionalInterface
public interface PlaintextSink {
  /// Take bytes.
  ///
  /// @param bytes where they are; valid only during the call
  /// @param offset the first
  /// @param length how many, at least 1
  /// @return true to go on; false to drop the rest of this feed, because the connection is being closed
  boolean take(byte[] bytes, int offset, int length);
}
