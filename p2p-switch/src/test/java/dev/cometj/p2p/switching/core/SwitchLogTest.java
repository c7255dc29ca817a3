package dev.cometj.p2p.switching.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SwitchLogTest {
  private final List<String> lines = new ArrayList<>();

  private final System.Logger recording =
      new System.Logger() {
        @Override
        public String getName() {
          return "recording";
        }

        @Override
        public boolean isLoggable(Level level) {
          return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
          lines.add(level + " " + text + " " + thrown);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
          lines.add(level + " " + format);
        }
      };

  @Test
  @DisplayName("SR-08 errors are logged as the Switch's own, with their cause")
  void error() {
    new SwitchFacets.Log(recording).error("no seed was reached", new IllegalStateException("x"));
    assertThat(lines)
        .containsExactly("ERROR no seed was reached java.lang.IllegalStateException: x");
    assertThat(SwitchFacets.LOG.getName()).isEqualTo("dev.cometj.p2p.switch");
  }
}
