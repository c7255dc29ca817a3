package dev.cometj.p2p.spi;

import dev.cometj.p2p.P2pException;
import java.util.List;

/// The modules found do not make a node. All problems are in one exception.
public final class AssemblyException extends P2pException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /// Make the failure.
  ///
  /// @param problems one line each, naming module and service, channel or setting
  public AssemblyException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /// List the problems.
  ///
  /// @return one line each
  public List<String> problems() {
    return problems;
  }
}
