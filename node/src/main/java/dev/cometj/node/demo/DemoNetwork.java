package dev.cometj.node.demo;

import dev.cometj.node.config.ConfigTable;
import dev.cometj.node.home.OperatorException;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.spi.NodeRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The members of the demo and their homes, which vanish with it. Used by one thread.
public final class DemoNetwork implements AutoCloseable {
  private final ConfigTable table;
  private final NodeRuntime runtime;
  private final Optional<Path> goProgram;
  private final int size;
  private final Path folder;
  private final List<DemoMember> members = new ArrayList<>();
  private String seedAddress = "";

  /// Makes a network without members.
  ///
  /// @param table the known keys
  /// @param runtime the world of our nodes
  /// @param nodes how many besides the seed
  /// @param goProgram a CometBFT program that takes part, if any
  public DemoNetwork(ConfigTable table, NodeRuntime runtime, int nodes, Optional<Path> goProgram) {
    this.table = table;
    this.runtime = runtime;
    this.goProgram = goProgram;
    this.size = 1 + nodes + (goProgram.isPresent() ? 1 : 0);
    try {
      folder = Files.createTempDirectory("cometj-demo-");
    } catch (IOException e) {
      throw new OperatorException("cannot make a temporary folder: " + e.getMessage());
    }
  }

  /// Starts one more member: first the seed, then the nodes, which know nothing but the seed.
  public void grow() {
    if (isComplete()) {
      return;
    }
    if (members.isEmpty()) {
      DemoHome home = DemoHome.create(table, folder, "seed", Map.of("p2p.seed_mode", "true"));
      OwnMember seed = OwnMember.start(home, runtime);
      members.add(seed);
      seedAddress = seed.id() + "@" + seed.address();
      return;
    }
    Map<String, String> seeds = Map.of("p2p.seeds", seedAddress);
    boolean isLast = members.size() == size - 1;
    if (isLast && goProgram.isPresent()) {
      DemoHome home = DemoHome.create(table, folder, "go", seeds);
      members.add(GoMember.start(goProgram.get(), home));
    } else {
      DemoHome home = DemoHome.create(table, folder, "node" + members.size(), seeds);
      members.add(OwnMember.start(home, runtime));
    }
  }

  /// Tells whether all members were started.
  ///
  /// @return true if so
  public boolean isComplete() {
    return members.size() == size;
  }

  /// Lists the members so far.
  ///
  /// @return the members in the order of their start, the seed first
  List<DemoMember> members() {
    return List.copyOf(members);
  }

  /// Tells whether every two nodes are connected; the seed, which hangs up on everybody, does not count.
  ///
  /// @return true if so
  public boolean isMeshed() {
    return isComplete() && linkCount() == linkTarget();
  }

  int linkTarget() {
    int nodes = size - 1;
    return nodes * (nodes - 1) / 2;
  }

  int linkCount() {
    Set<Set<NodeId>> links = new HashSet<>();
    Set<NodeId> nodes = new HashSet<>();
    members.stream().skip(1).forEach(member -> nodes.add(member.id()));
    for (DemoMember member : members.stream().skip(1).toList()) {
      for (DemoMember.Tie tie : member.ties()) {
        if (nodes.contains(tie.peer())) {
          links.add(Set.of(member.id(), tie.peer()));
        }
      }
    }
    return links.size();
  }

  /// Stops all members at once, waits for them, and removes their homes.
  @Override
  public void close() {
    List<Thread> stopping =
        members.stream().map(member -> Thread.startVirtualThread(member::close)).toList();
    for (Thread thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(DemoNetwork.class.getPackageName())
          .log(System.Logger.Level.WARNING, "Cannot remove the folder path={0}", folder);
    }
  }
}
