package dev.cometj.chain;

/// How large blocks and what is in them may be. Realises `types/params.go`, `types/block.go` and `types/signable.go`.
public final class BlockLimits {

  /// The largest block that any parameters allow, in bytes.
  public static final int MAX_BLOCK_BYTES = 104_857_600;

  /// The size of every part of a block but the last, in bytes.
  public static final int PART_BYTES = 65_536;

  /// The most parts of a block.
  public static final int MAX_PARTS = MAX_BLOCK_BYTES / PART_BYTES + 1;

  /// The most votes in anything that is counted by validator, and so the most validators.
  public static final int MAX_VOTES = 10_000;

  /// The longest signature of any key type, that of ML-DSA-65, in bytes.
  public static final int MAX_SIGNATURE_BYTES = 3309;

  /// The longest vote extension, in bytes.
  public static final int MAX_EXTENSION_BYTES = 1024 * 1024;

  /// The longest name of a chain, in bytes.
  public static final int MAX_CHAIN_ID_BYTES = 50;

  /// What is allowed for a header, in bytes. A header with a long app hash may have more.
  public static final long MAX_HEADER_BYTES = 626;

  private static final long BLOCK_OVERHEAD_BYTES = 11;
  private static final long COMMIT_OVERHEAD_BYTES = 94;
  private static final long COMMIT_ENTRY_BYTES = MAX_SIGNATURE_BYTES + 20 + 1 + 14 + 11;
  private static final long REPEATED_FIELD_BYTES = 3;

  private BlockLimits() {}

  /// The most bytes of a commit.
  ///
  /// @param validators how many validators there are, from 0
  /// @return the number of bytes
  public static long maxCommitBytes(int validators) {
    return COMMIT_OVERHEAD_BYTES + (COMMIT_ENTRY_BYTES + REPEATED_FIELD_BYTES) * validators;
  }

  /// The most bytes of transactions that a block has room for.
  ///
  /// @param maxBytes the most bytes of the block
  /// @param evidenceBytes the bytes of its evidence
  /// @param validators how many validators sign the last commit
  /// @return the number of bytes, from 0
  /// @throws ChainException if not even the rest fits
  public static long maxDataBytes(long maxBytes, long evidenceBytes, int validators) {
    long room =
        maxBytes
            - BLOCK_OVERHEAD_BYTES
            - MAX_HEADER_BYTES
            - maxCommitBytes(validators)
            - evidenceBytes;
    if (room < 0) {
      throw new ChainException(
          "block.max_bytes = "
              + maxBytes
              + " is "
              + -room
              + " bytes too small for header, commit and evidence");
    }
    return room;
  }

  /// The most parts of a block.
  ///
  /// @param maxBytes the parameter `block.max_bytes`, where -1 stands for the largest block there is
  /// @return the number of parts
  public static long maxParts(long maxBytes) {
    long bytes = maxBytes == -1 ? MAX_BLOCK_BYTES : maxBytes;
    return (bytes - 1) / PART_BYTES + 1;
  }
}
