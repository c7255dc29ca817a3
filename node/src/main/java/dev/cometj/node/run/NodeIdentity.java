package dev.cometj.node.run;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.node.config.ConfigTable;
import dev.cometj.node.config.NodeSettings;
import dev.cometj.node.home.Genesis;
import dev.cometj.node.home.HomeFiles;
import dev.cometj.node.home.NodeKeyFile;
import dev.cometj.node.home.OperatorException;
import dev.cometj.node.home.ValidatorFiles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Who a node is, from the files of its home.
///
/// @param key proves its id
/// @param genesis its network
/// @param validator the validator key in its home, if there is one
public record NodeIdentity(
    Ed25519PrivateKey key, Genesis genesis, Optional<ValidatorFiles.Identity> validator) {
  private static final Logger LOG = System.getLogger(NodeIdentity.class.getPackageName());

  /// Reads the files.
  ///
  /// @param settings the node's configuration
  /// @param genesisHash the SHA-256 that the genesis file has to have, in hex, if the operator gave one
  /// @return who the node is
  /// @throws OperatorException if a file is missing or malformed
  public static NodeIdentity read(NodeSettings settings, Optional<String> genesisHash) {
    HomeFiles files = new HomeFiles(settings);
    Ed25519PrivateKey key = NodeKeyFile.read(files.nodeKeyFile());
    Genesis genesis = genesis(settings, files.genesisFile(), genesisHash);
    return new NodeIdentity(key, genesis, ValidatorFiles.identity(files.validatorKeyFile()));
  }

  private static Genesis genesis(NodeSettings settings, Path file, Optional<String> genesisHash) {
    String chainId = settings.text(ConfigTable.CHAIN_ID, "");
    if (!chainId.isEmpty() && !Genesis.isChainId(chainId)) {
      throw new OperatorException(
          settings.place(ConfigTable.CHAIN_ID) + " = " + chainId + ": must be 1 to 50 characters");
    }
    if (!Files.exists(file)) {
      if (chainId.isEmpty() || genesisHash.isPresent()) {
        throw new OperatorException(
            "there is no genesis file at "
                + file
                + ": put the network's there, or name the network with --chain-id");
      }
      return new Genesis(chainId, 0);
    }
    genesisHash.ifPresent(hash -> Genesis.requireHash(file, hash));
    Genesis genesis = Genesis.read(file);
    if (chainId.isEmpty() || chainId.equals(genesis.chainId())) {
      return genesis;
    }
    LOG.log(
        Level.WARNING,
        "The genesis file is of another network and is not used network={0} genesis={1}",
        chainId,
        genesis.chainId());
    return new Genesis(chainId, 0);
  }
}
