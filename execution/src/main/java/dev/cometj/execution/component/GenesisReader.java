package dev.cometj.execution.component;

import dev.cometj.chain.ChainException;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.params.GenesisException;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Reads the document that the chain begins with.
///
/// @param file where it is
/// @param chainId the chain that the operator names, or empty
/// @param runtime disk and clock
record GenesisReader(Path file, String chainId, NodeRuntime runtime) {

  static GenesisReader of(Settings settings, NodeRuntime runtime) {
    return new GenesisReader(
        settings.path("genesis_file", "config/genesis.json"),
        settings.text("cometj.chain_id", ""),
        runtime);
  }

  /// Reads it; blocks.
  ///
  /// @throws ChainException in one line for the operator
  GenesisDoc read() {
    byte[] json;
    try (InputStream in =
        runtime
            .disk()
            .open(file)
            .orElseThrow(() ->
                new ChainException(
                    "there is no genesis file at %s: put the network's there".formatted(file)))) {
      json = in.readAllBytes();
    } catch (IOException e) {
      throw new ChainException(file + ": cannot be read: " + e.getMessage(), e);
    }
    GenesisDoc genesis;
    try {
      genesis = GenesisDoc.parse(json, Timestamp.of(runtime.wallClock().instant()));
    } catch (GenesisException e) {
      throw new ChainException(file + ": " + e.getMessage(), e);
    }
    if (!chainId.isEmpty() && !chainId.equals(genesis.chainId())) {
      throw new ChainException(
          "%s is of the chain %s, but --chain-id says %s: a node with a chain needs its genesis"
              .formatted(file, genesis.chainId(), chainId));
    }
    return genesis;
  }
}
