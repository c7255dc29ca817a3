package dev.cometj.reactor.blocksync.pool;

/// When a peer that is asked for blocks sends them too slowly. Judged only while requests are open.
public enum SpeedRule {
  /// The original's: less than 128 KiB per second. It drops healthy peers on chains of small blocks.
  BYTES {
    @Override
    boolean isTooSlow(long bytesPerSecond, double blocksPerSecond) {
      return bytesPerSecond != 0 && bytesPerSecond < LEAST_BYTES;
    }
  },
  /// Less than 128 KiB and less than a block per second.
  BLOCKS_OR_BYTES {
    @Override
    boolean isTooSlow(long bytesPerSecond, double blocksPerSecond) {
      return BYTES.isTooSlow(bytesPerSecond, blocksPerSecond) && blocksPerSecond < LEAST_BLOCKS;
    }
  };

  /// The least that a peer has to send, in bytes per second; `minRecvRate`.
  static final long LEAST_BYTES = 128 * 1024;

  /// Or in blocks per second.
  static final double LEAST_BLOCKS = 1;

  abstract boolean isTooSlow(long bytesPerSecond, double blocksPerSecond);
}
