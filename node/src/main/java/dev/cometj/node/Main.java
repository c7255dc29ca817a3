package dev.cometj.node;

import dev.cometj.node.command.Program;
import dev.cometj.node.run.Surroundings;
import dev.cometj.node.run.SystemInterruption;

/// Starts the program `cometj`.
public final class Main {
  private Main() {}

  /// Runs a command and ends the process with its status: 0 if it did what was asked, also after SIGTERM or Ctrl-C;
  /// 1 if not.
  ///
  /// @param arguments the words of the command line
  public static void main(String[] arguments) {
    SystemInterruption interruption = new SystemInterruption();
    int status = new Program(Surroundings.ofProcess(interruption)).run(arguments);
    System.out.flush();
    System.err.flush();
    interruption.end(status);
    System.exit(status);
  }
}
