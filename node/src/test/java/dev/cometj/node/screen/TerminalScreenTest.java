package dev.cometj.node.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TerminalScreenTest {
  private static final String CLEAR = "\u001B[J";
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  @DisplayName("without a terminal lines pass, and nothing is kept below")
  void noTerminal() {
    try (TerminalScreen screen = new TerminalScreen(out, false)) {
      screen.keep(List.of("status"));
      screen.write("line\n");
    }
    assertThat(text()).isEqualTo("line\n");
  }

  @Test
  @DisplayName("on a terminal lines go above what is kept, which is redrawn and erased in place")
  void terminal() {
    try (TerminalScreen screen = new TerminalScreen(out, true)) {
      screen.keep(List.of("a", "b"));
      screen.write("line\n");
      screen.keep(List.of("c"));
      screen.keep(List.of("c"));
    }
    assertThat(text())
        .isEqualTo(
            "a\nb"
                + "\r\u001B[1A"
                + CLEAR
                + "line\na\nb"
                + "\r\u001B[1A"
                + CLEAR
                + "c"
                + "\r"
                + CLEAR);
  }

  @Test
  @DisplayName("what is released stays where it is")
  void released() {
    try (TerminalScreen screen = new TerminalScreen(out, true)) {
      screen.keep(List.of("a"));
      screen.release();
    }
    assertThat(text()).isEqualTo("a\n");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
