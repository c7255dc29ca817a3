package dev.cometj.integration.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that makes blocks is killed again and again, in the middle of a block or while it starts, and sometimes the
/// application forgets what it did. As many kills as the system property `cometj.kills` says; the profile `nightly`
/// has 100.
class ExecutionKillTest {
  private static final int ROUNDS = Integer.getInteger("cometj.kills", 12);
  private static final long SEED = 11;
  private static final int LONGEST_START_MILLIS = 1500;

  @TempDir Path home;
  @TempDir Path referenceHome;
  private final Random random = new Random(SEED);
  private GrowingNode reference;

  @BeforeEach
  void startReference() {
    reference =
        GrowingNode.start(referenceHome, Map.of("proxy_app", "kvstore", "db_backend", "memdb"));
  }

  @AfterEach
  void closeReference() {
    reference.close();
  }

  @Test
  @DisplayName(
      "F09 a node killed at any moment has no gap and no wrong block, and its application the same hash after replay")
  void killedAgainAndAgain() throws Exception {
    long checked = 0;
    for (int round = 0; round < ROUNDS; round++) {
      boolean isWhileStarting = random.nextInt(3) == 0;
      long told = isWhileStarting ? killWhileStarting(checked) : killWhileExecuting();
      forget();
      checked = requireWhole(told, checked);
    }
    assertThat(checked).isGreaterThan(ROUNDS);
  }

  /// Starts the node once more, as the operator does.
  ///
  /// @return the height up to which all is well
  private long requireWhole(long told, long checked) {
    try (GrowingNode node = GrowingNode.start(home, ExecutingProcess.SETTINGS)) {
      long height = node.blocks().height();
      assertThat(height).isBetween(told, told + 1);
      reference.growTo(height);
      for (long each = checked + 1; each <= height; each++) {
        var expected = reference.blocks().block(each).orElseThrow();
        assertThat(node.blocks().block(each)).contains(expected);
        assertThat(node.blocks().encodedBlock(each)).contains(expected.encoded());
        assertThat(node.blocks().seenCommit(each)).isEqualTo(reference.blocks().seenCommit(each));
        assertThat(node.states().response(each)).isEqualTo(reference.states().response(each));
        assertThat(node.states().validators(each)).isEqualTo(reference.states().validators(each));
      }
      assertThat(node.blocks().base()).isEqualTo(Math.min(1, height));
      assertThat(node.state()).isEqualTo(reference.state());
      assertThat(node.states().load()).contains(node.state());
      return height;
    }
  }

  /// What becomes of an application whose disk forgets, or whose data somebody removes.
  private void forget() throws IOException {
    Path journal = home.resolve("data/kvstore.journal");
    switch (random.nextInt(4)) {
      case 0 -> Files.deleteIfExists(journal);
      case 1 -> {
        if (Files.exists(journal)) {
          try (FileChannel file = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            file.truncate((long) (file.size() * random.nextDouble()));
          }
        }
      }
      default -> {
        // it keeps what it has
      }
    }
  }

  private long killWhileStarting(long checked) throws Exception {
    Process process = launch();
    try {
      var _ = process.waitFor(random.nextInt(LONGEST_START_MILLIS), TimeUnit.MILLISECONDS);
      return lastOf(process, "executed " + checked);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private long killWhileExecuting() throws Exception {
    Process process = launch();
    try {
      BufferedReader out = process.inputReader();
      String last = out.readLine();
      assertThat(last).startsWith("ready ");
      for (int i = random.nextInt(15); i > 0; i--) {
        last = out.readLine();
      }
      // Where exactly the kill falls is left to chance and to these turns.
      for (long end = System.nanoTime() + random.nextInt(8_000_000); System.nanoTime() < end; ) {
        Thread.onSpinWait();
      }
      return lastOf(process, last);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static long lastOf(Process process, String before) throws Exception {
    process.toHandle().destroyForcibly();
    String last = before;
    BufferedReader out = process.inputReader();
    for (String next = out.readLine(); next != null; next = out.readLine()) {
      last = next;
    }
    return Long.parseLong(last.substring(last.indexOf(' ') + 1));
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ExecutingProcess.class.getName(),
                home.toString()))
        .redirectError(home.resolve("log").toFile())
        .start();
  }
}
