package dev.cometj.node.run;

import dev.cometj.node.config.ConfigurationException;
import dev.cometj.node.config.NodeSettings;
import dev.cometj.node.home.Faults;
import dev.cometj.node.home.OperatorException;
import dev.cometj.p2p.spi.AssemblyException;
import dev.cometj.p2p.spi.InvalidSettingException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Turns what modules throw into lines for the operator.
final class StartFailures {
  private static final Logger LOG = System.getLogger(StartFailures.class.getPackageName());
  private static final long STOP_SECONDS = 4;

  private StartFailures() {}

  /// Runs a step of the start.
  ///
  /// @throws OperatorException or [ConfigurationException] in place of what the step threw
  static <T> T translate(NodeSettings settings, Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      throw translated(settings, e);
    }
  }

  /// Waits for the start.
  ///
  /// @throws OperatorException or [ConfigurationException] if it failed
  static void await(NodeSettings settings, CompletionStage<Void> start) {
    try {
      start.toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw translated(settings, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException("the start was interrupted");
    }
  }

  static void awaitStop(CompletionStage<Void> stop) {
    try {
      stop.toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "The node did not stop in order err={0}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException translated(NodeSettings settings, Throwable failure) {
    return switch (failure) {
      case ExecutionException e when e.getCause() != null -> translated(settings, e.getCause());
      case CompletionException e when e.getCause() != null -> translated(settings, e.getCause());
      case OperatorException e -> e;
      case ConfigurationException e -> e;
      case InvalidSettingException e -> new ConfigurationException(List.of(settings.describe(e)));
      case AssemblyException e -> new ConfigurationException(e.problems());
      case IOException e -> cannotListen(settings, e);
      default -> {
        LOG.log(Level.DEBUG, "The node did not start", failure);
        yield new OperatorException("the node did not start: " + failure.getMessage());
      }
    };
  }

  private static OperatorException cannotListen(NodeSettings settings, IOException failure) {
    return new OperatorException(
        "%s = %s: cannot listen: %s; stop what listens there, or choose another address"
            .formatted(
                settings.place("p2p.laddr"),
                settings.text("p2p.laddr", ""),
                Faults.describe(failure)));
  }
}
