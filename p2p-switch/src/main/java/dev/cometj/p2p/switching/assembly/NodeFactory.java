package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.AssembledNode;

/// Makes a node of its parts.
public final class NodeFactory {
  private NodeFactory() {}

  /// Check the parts and create what they provide.
  ///
  /// @param settings the node's configuration
  /// @param runtime the world the node runs in
  /// @param signer proves the node's identity
  /// @param metrics the node's meters
  /// @param profile what the node tells of itself
  /// @param parts what it is made of
  /// @return the node
  /// @throws dev.cometj.p2p.spi.AssemblyException with all problems
  @SuppressWarnings("DoNotCallSuggester") // the assembly follows
  public static AssembledNode create(
      Settings settings,
      NodeRuntime runtime,
      NodeSigner signer,
      Metrics metrics,
      NodeProfile profile,
      Parts parts) {
    throw new UnsupportedOperationException("the assembly follows");
  }
}
