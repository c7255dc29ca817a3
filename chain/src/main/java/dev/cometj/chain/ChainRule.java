package dev.cometj.chain;

/// The rules that values of the chain keep on their own: each is one of the original's `ValidateBasic` checks.
public enum ChainRule {
  /// The bytes are no protobuf message of the type.
  ENCODING,
  /// A member that must be there is missing.
  MISSING_MEMBER,
  /// The kind of a vote, a proposal or evidence is unknown or not the one that belongs here.
  TYPE,
  /// The block protocol is not the one this software speaks.
  BLOCK_PROTOCOL,
  /// The chain's name is too long, or another one.
  CHAIN_ID,
  /// A height is zero or negative where it must not be, or differs from the one it must equal.
  HEIGHT,
  /// A round is negative.
  ROUND,
  /// A hash has neither 32 bytes nor, where that is allowed, none.
  HASH_SIZE,
  /// A hash is not that of what it stands for.
  HASH_MISMATCH,
  /// A block id is neither empty nor complete where it must be one of these.
  BLOCK_ID,
  /// An address does not have 20 bytes, or is there where none may be.
  ADDRESS,
  /// A validator's index is negative.
  VALIDATOR_INDEX,
  /// A time is there where none may be.
  TIME,
  /// A signature is missing, too long, or there where none may be.
  SIGNATURE,
  /// A commit has more signatures than a chain may have validators.
  TOO_MANY_SIGNATURES,
  /// A commit has no signatures.
  NO_SIGNATURES,
  /// Whom a commit's entry is for is unknown.
  BLOCK_ID_FLAG,
  /// A vote extension or its signature is missing, too long, or there where none may be.
  EXTENSION,
  /// A part is longer than a part may be, or shorter though it is not the last.
  PART_SIZE,
  /// A part's index is not that of its proof.
  PART_INDEX,
  /// A Merkle proof is not well formed.
  PROOF,
  /// A proposal has more parts than the largest block.
  TOO_MANY_PARTS,
  /// The two votes of evidence are the same or in the wrong order.
  VOTE_ORDER,
  /// A voting power is zero, negative or too large.
  VOTING_POWER,
  /// A bit array's number of words does not fit its number of bits.
  BIT_COUNT,
  /// A consensus parameter is out of its range.
  PARAMETER,
  /// A set of validators contradicts itself.
  VALIDATOR_SET
}
