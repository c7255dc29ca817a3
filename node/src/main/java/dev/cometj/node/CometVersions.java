package dev.cometj.node;

/// The versions a node reports.
public final class CometVersions {
  /// The CometBFT release whose behaviour this is; what peers and tools are told.
  public static final String CORE = "0.38.26";

  /// The version of the application interface.
  public static final String ABCI = "2.0.0";

  private CometVersions() {}

  /// CometJ's own version.
  ///
  /// @return the version of this module, or `unknown` if it was built without one
  public static String own() {
    var descriptor = CometVersions.class.getModule().getDescriptor();
    return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
  }
}
