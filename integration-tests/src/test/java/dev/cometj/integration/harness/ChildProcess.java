package dev.cometj.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A process that a test started. It is always ended by its own id, never by name.
public final class ChildProcess {
  private static final Pattern COLOUR = Pattern.compile("\u001B\\[[;\\d]*m");
  private static final int EXIT_BY_SIGKILL = 137;

  private final String name;
  private final Process process;
  private final Path log;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  static ChildProcess start(
      String name,
      Path log,
      Path directory,
      Map<String, String> environment,
      List<String> command) {
    try {
      Files.createDirectories(log.getParent());
      var builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().remove("CLASSPATH");
      builder.environment().remove("JDK_JAVA_OPTIONS");
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.environment().putAll(environment);
      return new ChildProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name + ": " + command, e);
    }
  }

  /// The name it has in messages and in the log's file name.
  public String name() {
    return name;
  }

  /// Whether the process still runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// The number of files and sockets it has open; only Linux tells.
  public long openFiles() {
    try (var files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Asks the process to end, as `kill PID` does, and returns at once.
  public void terminate() {
    process.destroy();
  }

  /// Interrupts the process, as Ctrl-C in its terminal does, and returns at once.
  public void interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The processes that it has started and that still run.
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /// Ends the process without a chance to tidy up, as `kill -9 PID` does, and waits until it is gone.
  public void kill() {
    process.destroyForcibly();
    if (awaitExit(Duration.ofSeconds(10)) != EXIT_BY_SIGKILL) {
      throw new AssertionError(name + " had ended by itself before it was killed\n" + tail(40));
    }
  }

  /// Waits for the end of the process.
  ///
  /// @return the exit status
  /// @throws AssertionError when it still runs at the deadline
  public int awaitExit(Duration deadline) {
    try {
      if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
    throw new AssertionError(name + " still runs after " + deadline + "\n" + tail(40));
  }

  /// Everything it has written so far to standard output and error, without terminal colours.
  public String output() {
    try {
      var text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return COLOUR.matcher(text).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The last lines it has written.
  public String tail(int lines) {
    var all = output().lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
        .collect(Collectors.joining("\n", "--- " + name + " (" + log + ")\n", "\n"));
  }

  /// Waits until the process has written something that the pattern finds.
  ///
  /// @return the first match
  /// @throws AssertionError when the deadline passes, or at once when the process ends before
  public Matcher awaitOutput(Duration deadline, Pattern pattern) {
    var matcher = new Matcher[1];
    Await.until(
        deadline,
        name + " writes " + pattern,
        () -> {
          boolean ended = !isAlive();
          matcher[0] = pattern.matcher(output());
          if (matcher[0].find()) {
            return true;
          }
          if (ended) {
            throw new AssertionError(name + " ended without writing " + pattern + "\n" + tail(40));
          }
          return false;
        },
        () -> tail(40));
    return matcher[0];
  }

  /// Ends the process in whatever way works: for tidying up.
  void end() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  void endNow() {
    process.destroyForcibly();
  }
}
