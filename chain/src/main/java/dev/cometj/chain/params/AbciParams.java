package dev.cometj.chain.params;

/// What is agreed between the chain and its application. Realises `types/params.go`.
///
/// @param voteExtensionsEnableHeight the first height whose precommits carry extensions; 0 for none
public record AbciParams(long voteExtensionsEnableHeight) {

  /// What a genesis without parameters has: no extensions.
  public static final AbciParams DEFAULT = new AbciParams(0);

  /// Whether the precommits of a height carry extensions.
  ///
  /// @param height the height, from 1
  /// @return whether they do
  /// @throws IllegalArgumentException if the height is below 1
  public boolean areVoteExtensionsEnabled(long height) {
    if (height < 1) {
      throw new IllegalArgumentException("there is no height " + height);
    }
    return voteExtensionsEnableHeight != 0 && voteExtensionsEnableHeight <= height;
  }
}
