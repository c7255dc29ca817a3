package dev.cometj.chain;

import dev.cometj.crypto.Bytes;

/// That validators broke the protocol. Realises `types/evidence.go`.
///
/// Whether it is true is found out with the state of the chain; here are form, bytes and hash.
public sealed interface Evidence permits DuplicateVoteEvidence, LightClientAttackEvidence {

  /// The encoded evidence of its own kind, which lists of evidence hash.
  ///
  /// @return the bytes
  Bytes bytes();

  /// The hash by which the evidence is known.
  ///
  /// @return 32 bytes
  Bytes hash();

  /// The height of the infraction.
  ///
  /// @return from 1 if valid
  long height();

  /// The time of the block at that height.
  ///
  /// @return the time
  Timestamp time();

  /// Checks the form.
  ///
  /// @throws InvalidChainDataException if a rule is broken
  void validate() throws InvalidChainDataException;
}
