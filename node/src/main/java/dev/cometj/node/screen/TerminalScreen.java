package dev.cometj.node.screen;

import dev.cometj.node.log.LogOutput.LineSink;
import java.io.PrintStream;
import java.util.List;

/// A stream of lines, below which some more are kept and redrawn in place when a person watches. Usable from any
/// thread.
public final class TerminalScreen implements LineSink, AutoCloseable {
  private static final String ESCAPE = "\u001B[";
  private static final String CLEAR_DOWN = ESCAPE + "J";

  private final PrintStream out;
  private final boolean isTerminal;
  private List<String> kept = List.of();

  /// Makes a screen.
  ///
  /// @param out the stream
  /// @param isTerminal whether a person watches; otherwise nothing is kept
  public TerminalScreen(PrintStream out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  /// Tells whether a person watches.
  ///
  /// @return true if so
  public boolean isTerminal() {
    return isTerminal;
  }

  @Override
  public synchronized void write(String line) {
    out.print(erased() + line + String.join("\n", kept));
    out.flush();
  }

  /// Shows lines below everything else, in place of those shown before.
  ///
  /// @param lines the lines, each shorter than the terminal is wide
  public synchronized void keep(List<String> lines) {
    if (isTerminal && !lines.equals(kept)) {
      String erased = erased();
      kept = List.copyOf(lines);
      out.print(erased + String.join("\n", kept));
      out.flush();
    }
  }

  /// Ends the lines below: what was shown last is erased.
  @Override
  public synchronized void close() {
    if (!kept.isEmpty()) {
      out.print(erased());
      kept = List.of();
      out.flush();
    }
  }

  /// Leaves the lines below where they are and goes on beneath them.
  public synchronized void release() {
    if (!kept.isEmpty()) {
      out.print("\n");
      kept = List.of();
      out.flush();
    }
  }

  private String erased() {
    if (kept.isEmpty()) {
      return "";
    }
    int up = kept.size() - 1;
    return "\r" + (up > 0 ? ESCAPE + up + "A" : "") + CLEAR_DOWN;
  }
}
