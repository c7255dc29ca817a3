package dev.cometj.chain.params;

/// Versions that the application sets. Realises `types/params.go`.
///
/// @param app the application's version, an unsigned 64-bit number
public record VersionParams(long app) {

  /// What a genesis without parameters has.
  public static final VersionParams DEFAULT = new VersionParams(0);
}
