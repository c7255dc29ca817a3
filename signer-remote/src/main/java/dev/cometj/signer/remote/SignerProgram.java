package dev.cometj.signer.remote;

import dev.cometj.chain.service.SigningException;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.p2p.switching.SystemRuntime;
import java.nio.file.Path;

/// A signer as a process of its own, as `priv_val_server` of the original:
///
/// ```text
/// java -p JARS -m dev.cometj.signer.remote/dev.cometj.signer.remote.SignerProgram \
///     tcp://127.0.0.1:26659 CHAIN_ID priv_validator_key.json priv_validator_state.json
/// ```
public final class SignerProgram {
  private static final int ARGUMENTS = 4;

  private SignerProgram() {}

  /// Run until the process is ended.
  ///
  /// @param arguments where the node listens, the chain, the key file and the state file
  /// @throws InterruptedException never
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != ARGUMENTS) {
      System.err.println("usage: SignerProgram ADDRESS CHAIN_ID KEY_FILE STATE_FILE");
      System.exit(1);
    }
    try (SystemRuntime runtime = new SystemRuntime();
        SignerServer signer =
            SignerServer.start(
                ProtocolAddress.parse(arguments[0]),
                arguments[1],
                Path.of(arguments[2]),
                Path.of(arguments[3]),
                runtime)) {
      System.out.println("signing for " + arguments[1]);
      signer.awaitEnd();
    } catch (SigningException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
