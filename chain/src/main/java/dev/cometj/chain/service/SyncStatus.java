package dev.cometj.chain.service;

import java.time.Duration;
import java.util.Optional;

/// The service that tells how far block sync is, for RPC, dashboards and progress lines. Offered by block sync.
@FunctionalInterface
public interface SyncStatus {
  /// Tell how far it is. From any thread, at any time, also before the start; never blocks.
  ///
  /// @return the newest snapshot
  Progress progress();

  /// What block sync does.
  enum Phase {
    /// Nothing yet: it was not started, or waits for state sync.
    WAITING,
    /// It catches up with the peers.
    SYNCING,
    /// It has caught up, and takes each new block, because no consensus takes over.
    FOLLOWING,
    /// Consensus has taken over.
    DONE,
    /// It cannot go on; the log says why.
    FAILED
  }

  /// A snapshot.
  ///
  /// @param phase what it does
  /// @param height the last block that was executed; 0 before the first
  /// @param peerHeight the highest block that a peer claims to have and that could be asked for; 0 if none
  /// @param peers how many peers blocks may be asked from
  /// @param blocksPerSecond how fast blocks were executed lately; 0 if nothing is known
  record Progress(Phase phase, long height, long peerHeight, int peers, double blocksPerSecond) {
    /// Nothing yet.
    public static final Progress NONE = new Progress(Phase.WAITING, 0, 0, 0, 0);

    /// As long as anybody waits.
    private static final double LONGEST_SECONDS = 1e12;

    /// Whether the node is behind its peers, as far as it knows: `catching_up` of RPC's `status`.
    ///
    /// @return whether it waits or catches up
    public boolean isCatchingUp() {
      return phase == Phase.WAITING || phase == Phase.SYNCING;
    }

    /// How long it may take to catch up at the speed of late.
    ///
    /// @return the time, or empty if nobody can tell
    public Optional<Duration> timeLeft() {
      if (phase != Phase.SYNCING || blocksPerSecond <= 0) {
        return Optional.empty();
      }
      double seconds = (double) Math.max(0, peerHeight - height) / blocksPerSecond;
      return Optional.of(Duration.ofSeconds((long) Math.min(seconds, LONGEST_SECONDS)));
    }
  }
}
