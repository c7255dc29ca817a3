package dev.cometj.execution.signing;

import static dev.cometj.execution.signing.Votes.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.switching.SystemRuntime;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Twenty kills, or as many as the system property `cometj.kills` says.
class SigningKillTest {
  private static final int ROUNDS = Integer.getInteger("cometj.kills", 20);
  private static final long SEED = 5;

  @TempDir Path folder;

  @Test
  @DisplayName(
      "F16 killed again and again while it signs, a validator never forgets what it gave away")
  void aKilledSignerNeverSignsTwice() throws Exception {
    Path key = folder.resolve("priv_validator_key.json");
    Path state = folder.resolve("priv_validator_state.json");
    Random random = new Random(SEED);
    try (SystemRuntime runtime = new SystemRuntime()) {
      FileSigner.create(runtime.disk(), key, state, Ed25519PrivateKey.generate(random));
      long next = 1;
      for (int round = 0; round < ROUNDS; round++) {
        String last = killWhileSigning(key, state, next, random.nextInt(1, 25));
        long height = Long.parseLong(last.substring(0, last.indexOf(' ')));
        FileSigner signer = FileSigner.open(runtime.disk(), key, state);
        requireRemembered(signer, height, last.substring(last.indexOf(' ') + 1));
        next = new LastSignedFile(runtime.disk(), state).read().height() + 1;
        assertThat(next).isBetween(height + 1, height + 2);
      }
    }
  }

  /// What was given away is signed again only as it was, if nothing later was signed since.
  private static void requireRemembered(FileSigner signer, long height, String signature) {
    assertThatThrownBy(() -> signer.signVote(CHAIN, Votes.precommit(height, 0, 2)))
        .isInstanceOfSatisfying(
            SigningException.class,
            e -> assertThat(e.reason()).isIn(Reason.CONFLICT, Reason.REGRESSION));
    ByteString given = ByteString.copyFrom(HexFormat.of().parseHex(signature));
    try {
      assertThat(signer.signVote(CHAIN, Votes.precommit(height, 0, 1)).getSignature())
          .isEqualTo(given);
    } catch (SigningException e) {
      assertThat(e.reason()).isEqualTo(Reason.REGRESSION);
    }
  }

  /// Let a process sign, and kill it while it signs the next.
  ///
  /// @return the last line that came out
  private static String killWhileSigning(Path key, Path state, long first, int signatures)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                SigningProcess.class.getName(),
                key.toString(),
                state.toString(),
                Long.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      for (int i = 1; i < signatures; i++) {
        out.readLine();
      }
      String last = out.readLine();
      var _ = process.toHandle().destroyForcibly(); // the process itself would close its output too
      return lastOf(last, out);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /// A line that is not whole was not given away whole.
  private static String lastOf(String line, BufferedReader out) throws IOException {
    int signature = line.length() - line.indexOf(' ');
    String last = line;
    for (String next = out.readLine(); next != null; next = out.readLine()) {
      if (next.length() - next.indexOf(' ') == signature) {
        last = next;
      }
    }
    return last;
  }

  /// The child runs off the module path: it is the files that are tried here.
  private static String classPath() throws URISyntaxException {
    Set<String> places = new LinkedHashSet<>();
    for (String property : List.of("jdk.module.path", "java.class.path")) {
      for (String place : System.getProperty(property, "").split(File.pathSeparator, -1)) {
        if (!place.isBlank()) {
          places.add(place);
        }
      }
    }
    for (Class<?> type : List.of(SigningProcess.class, FileSigner.class)) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      places.add(Path.of(source.getLocation().toURI()).toString());
    }
    places.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    return String.join(File.pathSeparator, places);
  }
}
