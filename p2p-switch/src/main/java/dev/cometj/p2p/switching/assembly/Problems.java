package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.AssemblyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Collects what keeps parts from making a node, so that all of it is reported at once.
final class Problems {
  private final List<String> lines = new ArrayList<>();

  void add(String line) {
    lines.add(line);
  }

  void add(P2pException failure) {
    lines.add(String.valueOf(failure.getMessage()));
  }

  /// Run something of a part's author; a failure becomes a line.
  <T> Optional<T> attempt(String who, Callable<T> action) {
    try {
      return Optional.of(action.call());
    } catch (P2pException e) {
      lines.add("%s: %s".formatted(who, e.getMessage()));
    } catch (Exception e) {
      lines.add("%s failed: %s".formatted(who, e));
    }
    return Optional.empty();
  }

  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new AssemblyException(lines);
    }
  }
}
