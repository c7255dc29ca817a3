package dev.cometj.chain.params;

import java.time.Duration;

/// Which evidence is still taken. Realises `types/params.go`.
///
/// @param maxAgeNumBlocks the age in blocks after which evidence is too old, if it is also too old by time
/// @param maxAgeDuration the age in time after which evidence is too old, if it is also too old by blocks
/// @param maxBytes the most bytes of evidence in a block
public record EvidenceParams(long maxAgeNumBlocks, Duration maxAgeDuration, long maxBytes) {

  /// What a genesis without parameters has: 100,000 blocks, two days, 1 MiB.
  public static final EvidenceParams DEFAULT =
      new EvidenceParams(100_000, Duration.ofDays(2), 1_048_576);
}
