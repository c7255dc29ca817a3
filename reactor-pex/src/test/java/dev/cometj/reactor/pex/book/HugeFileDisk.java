package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.spi.Disk;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NameResolver;
import dev.cometj.p2p.spi.NodeRuntime;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// A disk whose every file has one size, which nobody should read.
final class HugeFileDisk implements Disk {
  private final long size;
  private final List<String> moved = new ArrayList<>();
  private boolean opened;

  HugeFileDisk(long size) {
    this.size = size;
  }

  List<String> moved() {
    return moved;
  }

  boolean opened() {
    return opened;
  }

  @Override
  public OptionalLong size(Path file) {
    return OptionalLong.of(size);
  }

  @Override
  public Optional<InputStream> open(Path file) {
    opened = true;
    return Optional.of(InputStream.nullInputStream());
  }

  @Override
  public void replace(Path file, byte[] content) {}

  @Override
  public void move(Path from, Path to) {
    moved.add(from + " -> " + to);
  }

  /// Put the disk into a node, in place of its own.
  NodeRuntime in(NodeRuntime node) {
    return new NodeRuntime() {
      @Override
      public InstantSource wallClock() {
        return node.wallClock();
      }

      @Override
      public long nanoTime() {
        return node.nanoTime();
      }

      @Override
      public Mailbox mailbox(String name) {
        return node.mailbox(name);
      }

      @Override
      public Executor computation() {
        return node.computation();
      }

      @Override
      public Executor blocking() {
        return node.blocking();
      }

      @Override
      public RandomGenerator random(String purpose) {
        return node.random(purpose);
      }

      @Override
      public Disk disk() {
        return HugeFileDisk.this;
      }

      @Override
      public NameResolver resolver() {
        return node.resolver();
      }
    };
  }
}
