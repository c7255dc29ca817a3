package dev.cometj.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.execution.store.Stores;
import dev.cometj.execution.store.contract.SampleChain;
import java.io.BufferedReader;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// As many kills as the system property `cometj.kills` says; the profile `nightly` has 100.
class StoreKillTest {
  private static final int ROUNDS = Integer.getInteger("cometj.kills", 8);
  private static final long SEED = 5;

  @TempDir Path folder;

  @Test
  void aKilledNodeHasEveryBlockThatItSavedAndNoOther() throws Exception {
    SampleChain chain = new SampleChain(SavingProcess.TX_BYTES);
    Random random = new Random(SEED);
    long checked = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long told = killWhileSaving(random.nextInt(1, 12), random.nextInt(3_000_000));
      checked = requireWhole(chain, told, checked);
    }
  }

  /// @return the height up to which all is well
  private long requireWhole(SampleChain chain, long told, long checked) {
    RocksDbOpener opener = new RocksDbOpener();
    try (Stores stores = Stores.over(opener.open(folder, "chain"), true, Runnable::run)) {
      long height = stores.blocks().height();
      assertThat(height).isBetween(told, told + 1);
      assertThat(stores.blocks().base()).isEqualTo(1);
      for (long each = checked + 1; each <= height; each++) {
        var saved = chain.at(each);
        assertThat(stores.blocks().block(each)).contains(saved.block());
        assertThat(stores.blocks().encodedBlock(each)).contains(saved.block().encoded());
        assertThat(stores.blocks().seenCommit(each)).contains(saved.commit());
        assertThat(stores.blocks().commit(each - 1)).contains(saved.block().lastCommit());
      }
      var state = stores.states().load().orElseThrow();
      assertThat(state.lastBlockHeight()).isBetween(Math.max(told, height - 1), height);
      assertThat(state)
          .isEqualTo(
              state.lastBlockHeight() == 0
                  ? chain.genesis()
                  : chain.at(state.lastBlockHeight()).state());
      assertThat(stores.states().validators(state.lastBlockHeight() + 2)).isPresent();
      return height;
    }
  }

  /// Let a process save, and kill it in the middle of what comes after.
  ///
  /// @return the last height that it told of
  private long killWhileSaving(int blocks, int nanos) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                SavingProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      String last = out.readLine();
      assertThat(last).startsWith("ready ");
      for (int i = 0; i < blocks; i++) {
        last = out.readLine();
      }
      // Where exactly the kill falls is left to chance and to these turns.
      for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
        Thread.onSpinWait();
      }
      var _ = process.toHandle().destroyForcibly();
      for (String next = out.readLine(); next != null; next = out.readLine()) {
        last = next;
      }
      return Long.parseLong(last.substring(last.indexOf(' ') + 1));
    } finally {
      process.destroyForcibly().waitFor();
    }
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
    for (Class<?> type : List.of(SavingProcess.class, RocksDbOpener.class, SampleChain.class)) {
      places.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    places.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    return String.join(File.pathSeparator, places);
  }
}
