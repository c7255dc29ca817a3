package dev.cometj.p2p.spi;

import dev.cometj.p2p.ProtocolVersions;

/// The service that knows the protocol numbers which the node announces, because the application tells its version only
/// when the node starts. A component offers it; without one the assembly's own numbers are announced.
@FunctionalInterface
public interface AnnouncedVersions {
  /// Give the numbers. Called once, when all components have started; must not block.
  ///
  /// @return the numbers
  ProtocolVersions protocolVersions();
}
