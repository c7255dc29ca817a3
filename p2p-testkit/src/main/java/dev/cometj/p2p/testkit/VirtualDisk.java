package dev.cometj.p2p.testkit;

import dev.cometj.p2p.spi.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// The disk of a [VirtualNode], in memory. It survives the node's crash; a power loss takes back what was not made
/// durable. It is used from [dev.cometj.p2p.spi.NodeRuntime#blocking()] or outside of events: a call from within a
/// mailbox's event fails, because there it would block a core.
///
/// Faults are planted with [#fail], [#capacity], [#plant] and [#powerLoss].
public final class VirtualDisk implements Disk {
  /// What an operation fails with.
  public enum Fault {
    /// The device reports an error (`EIO`).
    INPUT_OUTPUT_ERROR("Input/output error"),
    /// The device is full (`ENOSPC`); reading still works.
    NO_SPACE("No space left on device");

    private final String text;

    Fault(String text) {
      this.text = text;
    }
  }

  private final Runnable requireBlockingAllowed;
  private final RandomGenerator random;
  private final SortedMap<Path, byte[]> files = new TreeMap<>();
  private SortedMap<Path, byte[]> durable = new TreeMap<>();
  private Fault fault = Fault.INPUT_OUTPUT_ERROR;
  private Predicate<Path> faulty = file -> false;
  private int faultsLeft;
  private long capacity = Long.MAX_VALUE;
  private long writes;

  VirtualDisk(Runnable requireBlockingAllowed, RandomGenerator random) {
    this.requireBlockingAllowed = requireBlockingAllowed;
    this.random = random;
  }

  @Override
  public OptionalLong size(Path file) throws IOException {
    enter(file, false);
    byte[] content = files.get(file.normalize());
    return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
  }

  @Override
  public Optional<InputStream> open(Path file) throws IOException {
    enter(file, false);
    return Optional.ofNullable(files.get(file.normalize())).map(ByteArrayInputStream::new);
  }

  @Override
  public void replace(Path file, byte[] content) throws IOException {
    enter(file, true);
    Path key = file.normalize();
    byte[] old = files.get(key);
    if (used() - (old == null ? 0 : old.length) + content.length > capacity) {
      throw failure(Fault.NO_SPACE, file);
    }
    writes++;
    files.put(key, content.clone());
    durable.put(key, content.clone());
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    enter(from, true);
    enter(to, true);
    byte[] content = files.remove(from.normalize());
    if (content == null) {
      throw new NoSuchFileException(from.toString());
    }
    files.put(to.normalize(), content);
  }

  /// Let operations fail until [#heal()].
  ///
  /// @param fault what they fail with; `NO_SPACE` spares reading
  /// @param which the files whose operations fail
  public void fail(Fault fault, Predicate<Path> which) {
    failTimes(Integer.MAX_VALUE, fault, which);
  }

  /// Let the next operations fail.
  ///
  /// @param times how many of them
  /// @param fault what they fail with; `NO_SPACE` spares reading
  /// @param which the files whose operations fail
  public void failTimes(int times, Fault fault, Predicate<Path> which) {
    this.fault = fault;
    faulty = which;
    faultsLeft = times;
  }

  /// Let everything work again and take the limit of the capacity off.
  public void heal() {
    faultsLeft = 0;
    capacity = Long.MAX_VALUE;
  }

  /// Limit the space; what would not fit fails with `NO_SPACE`.
  ///
  /// @param bytes how much fits
  public void capacity(long bytes) {
    capacity = bytes;
  }

  /// Put a file there as if it had always been, for example a damaged one.
  ///
  /// @param file the file
  /// @param content its content
  public void plant(Path file, byte[] content) {
    files.put(file.normalize(), content.clone());
    durable.put(file.normalize(), content.clone());
  }

  /// Remove a file durably.
  ///
  /// @param file the file; may be missing
  public void erase(Path file) {
    files.remove(file.normalize());
    durable.remove(file.normalize());
  }

  /// Cut a file's tail off.
  ///
  /// @param file an existing file
  /// @param length how many bytes stay
  public void truncate(Path file, int length) {
    plant(file, Arrays.copyOf(existing(file), length));
  }

  /// Change one bit pattern of a file.
  ///
  /// @param file an existing file
  /// @param index which byte
  /// @param mask the bits to flip
  public void flip(Path file, int index, int mask) {
    byte[] content = existing(file).clone();
    content[index] ^= (byte) mask;
    plant(file, content);
  }

  /// Cut the power: each move that no later durable write followed is kept or taken back, as the seed draws.
  public void powerLoss() {
    if (random.nextBoolean()) {
      durable = new TreeMap<>(files);
    }
    files.clear();
    files.putAll(durable);
  }

  /// Look at a file.
  ///
  /// @param file the file
  /// @return its content, a copy, or empty if there is no such file
  public Optional<byte[]> content(Path file) {
    return Optional.ofNullable(files.get(file.normalize())).map(byte[]::clone);
  }

  /// List the files.
  ///
  /// @return their paths, sorted
  public List<Path> files() {
    return List.copyOf(files.keySet());
  }

  /// Count the successful writes.
  ///
  /// @return how often a file was replaced
  public long writes() {
    return writes;
  }

  private byte[] existing(Path file) {
    byte[] content = files.get(file.normalize());
    if (content == null) {
      throw new IllegalArgumentException("no such file: " + file);
    }
    return content;
  }

  private long used() {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  private void enter(Path file, boolean writing) throws IOException {
    requireBlockingAllowed.run();
    boolean spared = fault == Fault.NO_SPACE && !writing;
    if (faultsLeft > 0 && !spared && faulty.test(file)) {
      faultsLeft--;
      throw failure(fault, file);
    }
  }

  private static IOException failure(Fault fault, Path file) {
    return new IOException(file + ": " + fault.text);
  }
}
