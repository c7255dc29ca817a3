package dev.cometj.integration.harness;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A module path made of jars that this build has produced, and of the libraries they need.
///
/// The libraries lie in `target/modules`, where Maven has copied them.
public final class ModulePath {
  private static final Path COPIED = Repository.root().resolve("integration-tests/target/modules");

  private final List<Path> jars;

  private ModulePath(Collection<Path> jars) {
    this.jars = List.copyOf(jars);
  }

  /// The named modules of this project and the libraries that they require, and nothing else.
  ///
  /// @param artifactIds folders of the checkout
  public static ModulePath of(Collection<String> artifactIds) {
    if (!Files.isDirectory(COPIED)) {
      throw new IllegalStateException(COPIED + " is missing: run these tests by Maven's verify");
    }
    var libraries = ModuleFinder.of(COPIED);
    var chosen = new TreeMap<String, Path>();
    var open = new ArrayDeque<ModuleReference>();
    for (var module : Repository.publishedJars()) {
      if (artifactIds.contains(module.artifactId())) {
        open.addAll(ModuleFinder.of(module.jar()).findAll());
      }
    }
    if (open.size() != artifactIds.size()) {
      throw new IllegalArgumentException("not all of " + artifactIds + " are published modules");
    }
    while (!open.isEmpty()) {
      var reference = open.remove();
      if (chosen.putIfAbsent(reference.descriptor().name(), path(reference)) == null) {
        for (String name : required(reference.descriptor())) {
          libraries.find(name).ifPresent(open::add);
        }
      }
    }
    return new ModulePath(chosen.values());
  }

  /// Everything a node of this project has: all reactors and plugins, but not the testkit.
  public static ModulePath node() {
    return of(
        Repository.publishedJars().stream()
            .map(Repository.MavenModule::artifactId)
            .filter(name -> !name.equals("p2p-testkit"))
            .toList());
  }

  /// What the mission calls the PEX-only assembly, by name: this list stays as it is.
  public static ModulePath pexOnly() {
    return of(
        List.of("p2p-api", "p2p-transport", "p2p-switch", "reactor-pex", "wire", "crypto", "node"));
  }

  /// A node that takes transactions of clients and passes them on, and has no chain.
  public static ModulePath txGateway() {
    return of(
        List.of(
            "p2p-api",
            "p2p-transport",
            "p2p-switch",
            "reactor-mempool",
            "execution",
            "chain",
            "wire",
            "crypto",
            "node"));
  }

  /// A node that fetches, keeps and serves a chain, and has neither mempool nor evidence nor consensus.
  public static ModulePath archiver() {
    return of(
        List.of(
            "p2p-api",
            "p2p-transport",
            "p2p-switch",
            "reactor-blocksync",
            "execution",
            "store-rocksdb",
            "chain",
            "wire",
            "crypto",
            "node"));
  }

  /// A node without any reactor.
  public static ModulePath withoutReactors() {
    return of(List.of("p2p-api", "p2p-transport", "p2p-switch", "wire", "crypto", "node"));
  }

  /// The jars.
  public List<Path> jars() {
    return jars;
  }

  /// Finds the modules of this path.
  public ModuleFinder finder() {
    return ModuleFinder.of(jars.toArray(Path[]::new));
  }

  /// The value for `java -p`.
  public String argument() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> required(ModuleDescriptor descriptor) {
    return descriptor.requires().stream()
        .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
        .map(Requires::name)
        .toList();
  }

  private static Path path(ModuleReference reference) {
    return Path.of(reference.location().orElseThrow());
  }
}
