package dev.cometj.signer.remote;

import dev.cometj.chain.service.SigningException;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.signing.FileSigner;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.signer.remote.serve.DialledNode;
import java.nio.file.Path;

/// A signer that dials its node and signs with the key of a file; Go's `SignerServer` of `privval/signer_server.go`.
/// The node is this one or the original, with `priv_validator_laddr` set.
///
/// It dials again, for as long as it runs, when the node is not there or has hung up. Usable from any thread.
public final class SignerServer implements AutoCloseable {
  private final DialledNode node;

  private SignerServer(DialledNode node) {
    this.node = node;
  }

  /// Start. Blocks while the files are read.
  ///
  /// @param address where the node listens for its signer
  /// @param chainId the only chain that is signed for
  /// @param keyFile `priv_validator_key.json`
  /// @param stateFile `priv_validator_state.json`, which nobody else may use
  /// @param runtime gives disk, threads, timers and randomness
  /// @return the signer, dialling
  /// @throws SigningException if one of the files is missing or damaged
  public static SignerServer start(
      ProtocolAddress address, String chainId, Path keyFile, Path stateFile, NodeRuntime runtime) {
    FileSigner signer = FileSigner.open(runtime.disk(), keyFile, stateFile);
    return new SignerServer(DialledNode.start(address, chainId, signer, runtime));
  }

  /// Wait until the signer is closed. Blocks.
  ///
  /// @throws InterruptedException if the waiting thread is interrupted
  public void awaitEnd() throws InterruptedException {
    node.awaitEnd();
  }

  /// Hang up and dial no more.
  @Override
  public void close() {
    node.close();
  }
}
