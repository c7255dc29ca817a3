package dev.cometj.p2p.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.testkit.VirtualDisk.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VirtualDiskTest {
  private static final Path BOOK = Path.of("config", "addrbook.json");
  private static final Path ASIDE = Path.of("config", "addrbook.json.corrupt");

  private final VirtualWorld world = VirtualWorld.create();
  private final VirtualDisk disk = world.node("a").disk();

  @Test
  void filesAreReplacedReadAndMoved() throws IOException {
    disk.replace(BOOK, new byte[] {1});
    disk.replace(BOOK, new byte[] {2, 3});
    disk.move(BOOK, ASIDE);

    assertThat(disk.size(BOOK)).isEmpty();
    assertThat(disk.open(BOOK)).isEmpty();
    assertThat(disk.size(ASIDE)).hasValue(2);
    try (InputStream in = disk.open(ASIDE).orElseThrow()) {
      assertThat(in.readAllBytes()).containsExactly(2, 3);
    }
    assertThatThrownBy(() -> disk.move(BOOK, ASIDE)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void filesSurviveACrash() throws IOException {
    disk.replace(BOOK, new byte[] {1});
    world.node("a").crash();

    assertThat(world.node("a").disk().content(BOOK)).hasValue(new byte[] {1});
    assertThat(world.node("b").disk().files()).isEmpty();
  }

  @Test
  void aPowerLossMayTakeAMoveBackButNeverAReplacement() throws IOException {
    Set<Path> kept = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      VirtualNode node = VirtualWorld.ofSeed(seed).node("a");
      node.disk().replace(BOOK, new byte[] {1});
      node.disk().move(BOOK, ASIDE);
      node.powerLoss();
      kept.add(node.disk().files().getFirst());
      assertThat(node.disk().files()).hasSize(1);
    }

    assertThat(kept).containsExactlyInAnyOrder(BOOK, ASIDE);
  }

  @Test
  void aFaultyDeviceFailsAsOftenAsPlannedAndKeepsTheOldContent() throws IOException {
    disk.replace(BOOK, new byte[] {1});
    disk.failTimes(1, Fault.INPUT_OUTPUT_ERROR, BOOK::equals);

    assertThatThrownBy(() -> disk.replace(BOOK, new byte[] {2}))
        .hasMessageContaining("Input/output");
    assertThat(disk.content(BOOK)).hasValue(new byte[] {1});
    disk.replace(BOOK, new byte[] {2});
    assertThat(disk.content(BOOK)).hasValue(new byte[] {2});
  }

  @Test
  void aFullDeviceCanStillBeRead() throws IOException {
    disk.replace(BOOK, new byte[4]);
    disk.capacity(6);

    assertThatThrownBy(() -> disk.replace(ASIDE, new byte[3]))
        .hasMessageContaining("No space left");
    assertThat(disk.size(BOOK)).hasValue(4);
    disk.replace(BOOK, new byte[6]);
    disk.heal();
    disk.fail(Fault.NO_SPACE, file -> true);
    assertThat(disk.size(BOOK)).hasValue(6);
    assertThatThrownBy(() -> disk.replace(BOOK, new byte[1])).hasMessageContaining("No space left");
  }

  @Test
  void damageCanBePlanted() {
    disk.plant(BOOK, new byte[] {1, 2, 3});
    disk.truncate(BOOK, 2);
    disk.flip(BOOK, 0, 0x80);
    assertThat(disk.content(BOOK)).hasValue(new byte[] {(byte) 0x81, 2});
    disk.erase(BOOK);
    assertThat(disk.files()).isEmpty();
  }

  @Test
  void aCoreMayNotTouchTheDiskItself() {
    world.node("a").blocking().execute(this::write);
    world.settle();
    world.node("a").mailbox("core").execute(this::write);

    assertThatThrownBy(world::settle)
        .isInstanceOf(WorldFailedError.class)
        .hasMessageContaining("a/core blocks");
  }

  private void write() {
    try {
      disk.replace(BOOK, new byte[] {1});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
