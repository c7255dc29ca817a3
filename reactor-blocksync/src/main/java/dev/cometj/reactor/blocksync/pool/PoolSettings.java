package dev.cometj.reactor.blocksync.pool;

import java.time.Duration;

/// How much is asked for at once, and how patiently.
///
/// @param requestsPerPeer the most requests that one peer has at a time; the original's 20, ours by
///     `cometj.blocksync.requests_per_peer`
/// @param bytesPerPeer about how many bytes one peer is asked for at a time; `cometj.blocksync.bytes_per_peer`
/// @param blocksAhead how many heights from the next one on may be asked for or waiting: decoded, a block of a hundred
///     validators takes ten times its bytes
/// @param bytesAhead about how many bytes may be asked for or waiting; `cometj.blocksync.bytes_ahead`
/// @param patience how long a peer may send nothing while it is asked for something
/// @param retry after what time a request is put to somebody else
/// @param ban how long a peer is refused after a provable fault, and one that was too slow while there are others
/// @param speed when a peer is too slow
public record PoolSettings(
    int requestsPerPeer,
    long bytesPerPeer,
    int blocksAhead,
    long bytesAhead,
    Duration patience,
    Duration retry,
    Duration ban,
    SpeedRule speed) {
  /// The original's patience, with as much under way as a node needs to wait for nobody.
  public static final PoolSettings DEFAULT =
      new PoolSettings(
          256,
          4 << 20,
          600,
          64 << 20,
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          SpeedRule.BLOCKS_OR_BYTES);
}
