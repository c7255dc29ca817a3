package dev.cometj.node.home;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.spi.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The files of one home directory, where its configuration says they are.
///
/// @param settings the node's configuration
public record HomeFiles(Settings settings) {
  private static final Logger LOG = System.getLogger(HomeFiles.class.getPackageName());

  /// Makes the folders of a home and its configuration file; what exists stays as it is.
  ///
  /// @param home the home directory
  /// @param configurationFile the file's place in it
  /// @param content the file's content, if there is none
  /// @throws OperatorException if it cannot be made
  public static void createFolders(Path home, String configurationFile, String content) {
    NewFiles.folder(home);
    NewFiles.folder(home.resolve("config"));
    NewFiles.folder(home.resolve("data"));
    Path file = home.resolve(configurationFile);
    if (!Files.exists(file)) {
      NewFiles.write(file, content, NewFiles.FOR_READERS);
    }
  }

  /// Makes keys and genesis file as the original's `init` does; what exists stays as it is.
  ///
  /// @param chainId the name of the new network, or empty for a random one
  /// @param now the time of the genesis
  /// @param random where keys and the name come from
  /// @throws OperatorException if something cannot be made, or what exists is malformed
  public void createMissing(Optional<String> chainId, Instant now, RandomGenerator random) {
    ValidatorFiles.Identity validator = validator(random);
    createNodeKey(random);
    Path genesis = genesisFile();
    if (Files.exists(genesis)) {
      LOG.log(Level.INFO, "Found genesis file path={0}", genesis);
    } else {
      NewFiles.folder(parent(genesis));
      String name = chainId.orElseGet(() -> GenesisFile.randomChainId(random));
      GenesisFile.create(genesis, name, now, validator);
      LOG.log(Level.INFO, "Generated genesis file path={0}", genesis);
    }
  }

  private ValidatorFiles.Identity validator(RandomGenerator random) {
    Path key = validatorKeyFile();
    Path state = settings.path("priv_validator_state_file", "data/priv_validator_state.json");
    Optional<ValidatorFiles.Identity> found = ValidatorFiles.identity(key);
    if (found.isPresent()) {
      if (!Files.exists(state)) {
        throw new OperatorException(
            "the validator key %s has no %s: restore it; a key without its last signatures may sign twice"
                .formatted(key, state));
      }
      LOG.log(Level.INFO, "Found private validator keyFile={0} stateFile={1}", key, state);
      return found.get();
    }
    if (Files.exists(state)) {
      throw new OperatorException(
          "the validator state %s is there, but its key %s is missing: restore the key, or move the state away"
              .formatted(state, key));
    }
    NewFiles.folder(parent(key));
    NewFiles.folder(parent(state));
    ValidatorFiles.Identity made = ValidatorFiles.create(key, state, random);
    LOG.log(Level.INFO, "Generated private validator keyFile={0} stateFile={1}", key, state);
    return made;
  }

  private void createNodeKey(RandomGenerator random) {
    Path file = nodeKeyFile();
    if (Files.exists(file)) {
      NodeKeyFile.read(file);
      LOG.log(Level.INFO, "Found node key path={0}", file);
    } else {
      NewFiles.folder(parent(file));
      NodeKeyFile.create(file, random);
      LOG.log(Level.INFO, "Generated node key path={0}", file);
    }
  }

  /// Makes a node key.
  ///
  /// @param random where it comes from
  /// @return the key
  /// @throws OperatorException if there is one already, or it cannot be written
  public Ed25519PrivateKey createOnlyNodeKey(RandomGenerator random) {
    Path file = nodeKeyFile();
    if (Files.exists(file)) {
      throw new OperatorException(
          "there is a node key at " + file + " already: move it away to get another one");
    }
    NewFiles.folder(parent(file));
    return NodeKeyFile.create(file, random);
  }

  /// Tells where the node key is.
  ///
  /// @return its file
  public Path nodeKeyFile() {
    return settings.path("node_key_file", "config/node_key.json");
  }

  /// Tells where the genesis file is.
  ///
  /// @return its file
  public Path genesisFile() {
    return settings.path("genesis_file", "config/genesis.json");
  }

  /// Tells where the validator's key is.
  ///
  /// @return its file
  public Path validatorKeyFile() {
    return settings.path("priv_validator_key_file", "config/priv_validator_key.json");
  }

  /// Tells where databases are.
  ///
  /// @return the folder
  public Path dataFolder() {
    return settings.path("db_dir", "data");
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
