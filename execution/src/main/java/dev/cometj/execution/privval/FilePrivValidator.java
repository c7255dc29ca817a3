package dev.cometj.execution.privval;

import dev.cometj.chain.service.PrivValidator;
import dev.cometj.crypto.PrivateKey;
import dev.cometj.execution.signing.FileSigner;
import dev.cometj.execution.signing.SigningService;
import dev.cometj.p2p.spi.NodeRuntime;
import java.nio.file.Path;

/// Validators whose key and last signature are in files, in the format of the original; `FilePV` of Go's
/// `privval/file.go`.
public final class FilePrivValidator {
  private FilePrivValidator() {}

  /// Open the files of a validator. Blocks.
  ///
  /// @param keyFile `priv_validator_key.json`
  /// @param stateFile `priv_validator_state.json`; nobody else may use it
  /// @param runtime gives the disk and the threads that block
  /// @return the validator
  /// @throws dev.cometj.chain.service.SigningException if a file is missing or damaged; nothing is ever guessed
  public static PrivValidator open(Path keyFile, Path stateFile, NodeRuntime runtime) {
    FileSigner signer = FileSigner.open(runtime.disk(), keyFile, stateFile);
    return new SigningService(() -> signer, runtime.blocking());
  }

  /// Make the files of a validator that has signed nothing yet. Blocks.
  ///
  /// @param keyFile `priv_validator_key.json`, which must not exist
  /// @param stateFile `priv_validator_state.json`, which must not exist
  /// @param key the key
  /// @param runtime gives the disk and the threads that block
  /// @return the validator
  /// @throws dev.cometj.chain.service.SigningException if a file is there already, or cannot be written
  public static PrivValidator create(
      Path keyFile, Path stateFile, PrivateKey key, NodeRuntime runtime) {
    FileSigner signer = FileSigner.create(runtime.disk(), keyFile, stateFile, key);
    return new SigningService(() -> signer, runtime.blocking());
  }
}
