package dev.cometj.node.run;

import java.io.Console;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a command sees of the process it runs in.
///
/// @param out results and the log
/// @param err errors
/// @param environment environment variables
/// @param userHome the user's home directory
/// @param isTerminal whether a person watches `out` on a terminal
/// @param interruption tells when to stop
public record Surroundings(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    String userHome,
    boolean isTerminal,
    Interruption interruption) {
  /// Keep an unmodifiable copy.
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// Tells when a command that runs for long has to stop.
  public interface Interruption {
    /// Begins to look for requests to stop: what comes from here on is kept until somebody waits for it.
    default void watch() {}

    /// Waits until the command is asked to stop, or for some time.
    ///
    /// @param patience how long at most
    /// @return true if it is asked to stop
    boolean await(Duration patience);

    /// Asks the command to stop, as a signal does.
    default void request() {}

    /// Does something when the command is asked to stop, for what cannot wait for that itself.
    ///
    /// @param action what to do; on any thread, at once if the command was asked before
    default void whenRequested(Runnable action) {}
  }

  /// Gives the surroundings of this process.
  ///
  /// @param interruption tells when to stop
  /// @return the surroundings
  public static Surroundings ofProcess(Interruption interruption) {
    return new Surroundings(
        System.out,
        System.err,
        System.getenv(),
        System.getProperty("user.home", "."),
        isWatched(),
        interruption);
  }

  private static boolean isWatched() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        && !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
  }

  /// Gives the default name of a node: that of its host.
  ///
  /// @return a name
  public String hostName() {
    String name = environment.getOrDefault("HOSTNAME", "");
    if (name.isBlank()) {
      try {
        name = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        name = "anonymous";
      }
    }
    return name.chars().allMatch(c -> c > ' ' && c <= '~') ? name : "anonymous";
  }
}
