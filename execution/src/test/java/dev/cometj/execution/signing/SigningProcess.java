package dev.cometj.execution.signing;

import dev.cometj.p2p.switching.SystemRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;

/// Signs one precommit after the other and tells of each, until it is killed; run by [SigningKillTest].
final class SigningProcess {
  private SigningProcess() {}

  /// @param arguments key file, state file, first height
  public static void main(String[] arguments) throws IOException {
    try (SystemRuntime runtime = new SystemRuntime()) {
      FileSigner signer =
          FileSigner.open(runtime.disk(), Path.of(arguments[0]), Path.of(arguments[1]));
      System.out.println("ready");
      for (long height = Long.parseLong(arguments[2]); ; height++) {
        var signed = signer.signVote(Votes.CHAIN, Votes.precommit(height, 0, 1));
        System.out.println(
            height + " " + HexFormat.of().formatHex(signed.getSignature().toByteArray()));
        System.out.flush();
      }
    }
  }
}
