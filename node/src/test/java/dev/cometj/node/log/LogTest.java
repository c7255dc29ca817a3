package dev.cometj.node.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cometj.p2p.P2pException;
import java.lang.System.Logger.Level;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTest {
  private static final ZonedDateTime TIME =
      ZonedDateTime.of(2026, 11, 22, 14, 55, 12, 225_999_999, ZoneOffset.ofHours(2));

  @Nested
  class Levels {
    @ParameterizedTest
    @CsvSource({
      "info, p2p, INFO, true",
      "info, p2p, DEBUG, false",
      "debug, p2p, TRACE, true",
      "error, p2p, INFO, false",
      "error, p2p, WARNING, true",
      "error, p2p, ERROR, true",
      "none, p2p, ERROR, false",
      "'p2p:debug,*:error', p2p, DEBUG, true",
      "'p2p:debug,*:error', pex, INFO, false",
      "'p2p:none,*:debug', p2p, ERROR, false",
      "'p2p:debug', pex, INFO, true",
      "'p2p:debug', pex, DEBUG, false",
    })
    @DisplayName("a module's level is its own, or that of the star, or info")
    void levels(String text, String module, Level level, boolean expected) {
      assertThat(LogLevels.parse(text).allows(module, level)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loud", "p2p:loud", "p2p:debug:info", "p2p:debug,", "INFO", "*"})
    @DisplayName("anything else is refused with what would be right")
    void refused(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> LogLevels.parse(text));
      assertThat(LogLevels.fault(text)).isPresent();
    }
  }

  @Nested
  class Plain {
    @Test
    @DisplayName("a line is as the original writes it, to the blank")
    void asOriginal() {
      assertThat(plain("service start", List.of(new LogEvent.Pair("msg", "Starting it"))))
          .isEqualTo(
              "I[2026-11-22|14:55:12.225] service start                                module=p2p"
                  + " msg=\"Starting it\"\n");
      assertThat(plain("Replay: Done", List.of()))
          .isEqualTo(
              "I[2026-11-22|14:55:12.225] Replay: Done                                 module=p2p \n");
      assertThat(plain("x".repeat(50), List.of(new LogEvent.Pair("n", 5))))
          .contains("x module=p2p n=5\n");
    }

    @Test
    @DisplayName("values with blanks, quotes, equal signs or controls are quoted")
    void quoting() {
      assertThat(
              plain(
                  "t",
                  List.of(
                      new LogEvent.Pair("a", "x=y"),
                      new LogEvent.Pair("b", "say \"hi\"\\"),
                      new LogEvent.Pair("c", "two\nlines\u0007"),
                      new LogEvent.Pair("d", ""),
                      new LogEvent.Pair("e", null))))
          .endsWith(" a=\"x=y\" b=\"say \\\"hi\\\"\\\\\" c=\"two\\nlines\\u0007\" d= e=null\n");
    }

    @Test
    @DisplayName("a text stays on one line, whatever a peer has put into it")
    void injection() {
      assertThat(plain("bad\nI[2026] forged\u001B[2J", List.of()))
          .containsOnlyOnce("\n")
          .doesNotContain("\u001B");
    }

    @ParameterizedTest
    @CsvSource({"TRACE, D", "DEBUG, D", "INFO, I", "WARNING, E", "ERROR, E"})
    @DisplayName("the original knows three letters")
    void letters(Level level, char letter) {
      assertThat(PlainFormat.letter(level)).isEqualTo(letter);
    }

    @Test
    @DisplayName("on a terminal errors are red and debugging is grey")
    void colours() {
      LogFormat format = LogFormat.plain(true);
      assertThat(format.line(event(Level.ERROR, null)))
          .startsWith("\u001B[31mE[")
          .contains("\u001B[0m\n");
      assertThat(format.line(event(Level.DEBUG, null))).startsWith("\u001B[90mD[");
      assertThat(format.line(event(Level.INFO, null))).startsWith("I[");
    }

    @Test
    @DisplayName("an expected failure is one line, a fault of ours has a stack trace")
    void failures() {
      LogFormat format = LogFormat.plain(false);
      assertThat(format.line(event(Level.ERROR, new P2pException("no such peer"))))
          .endsWith("err=\"no such peer\"\n")
          .containsOnlyOnce("\n");
      assertThat(format.line(event(Level.ERROR, new IllegalStateException("oops"))))
          .contains("err=\"java.lang.IllegalStateException: oops\"\n")
          .contains("\tat ");
    }
  }

  @Test
  @DisplayName("JSON has the original's members in alphabetical order")
  void json() {
    LogEvent event =
        new LogEvent(
            Level.WARNING,
            TIME,
            "pex",
            "a \"text\"",
            List.of(new LogEvent.Pair("size", 5L), new LogEvent.Pair("book", "x")),
            null);
    assertThat(LogFormat.json().line(event))
        .isEqualTo(
            "{\"_msg\":\"a \\\"text\\\"\",\"book\":\"x\",\"level\":\"error\",\"module\":\"pex\","
                + "\"size\":5,\"ts\":\"2026-11-22T12:55:12.225999999Z\"}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Dialled peer={0} took={1}     | Dialled       | [Pair[key=peer, value=a=b], Pair[key=took, value=1234]]
          Dialled {0} in {1} ms         | Dialled a=b in 1234 ms | []
          Dialled {0} took={1}          | Dialled a=b   | [Pair[key=took, value=1234]]
          size={1}                      | ''            | [Pair[key=size, value=1234]]
          Lost x={0} and more           | Lost x=a=b and more | []
          no more x={7}                 | no more       | [Pair[key=x, value=null]]
          broken {oops                  | broken {oops  | []
          """)
  @DisplayName("a pattern that ends in pairs is split, others are filled in without separators")
  void patterns(String pattern, String text, String pairs) {
    LogPattern split = LogPattern.of(pattern, "a=b", 1234);
    assertThat(split.text()).isEqualTo(text);
    assertThat(split.pairs()).hasToString(pairs);
  }

  @ParameterizedTest
  @CsvSource({
    "dev.cometj.node.rpc, rpc-server",
    "dev.cometj.node.http, main",
    "dev.cometj.p2p.switching.core.SwitchCore, p2p",
    "dev.cometj.p2p.transport, p2p",
    "dev.cometj.reactor.pex.book, pex",
    "dev.cometj.store, store",
    "io.netty.util, io.netty.util",
    "consensus, consensus"
  })
  @DisplayName("a logger's package tells the original's module")
  void modules(String logger, String module) {
    assertThat(LogModules.of(logger)).isEqualTo(module);
  }

  @Test
  @DisplayName("System.getLogger leads here, as does java.util.logging")
  void finder() {
    List<String> lines = new ArrayList<>();
    LogOutput before =
        CometLoggerFinder.redirect(
            new LogOutput(lines::add, LogFormat.plain(false), LogLevels.parse("p2p:debug,*:info")));
    try {
      System.getLogger("dev.cometj.p2p.x").log(Level.DEBUG, "Hello peer={0}", "abc");
      System.getLogger("dev.cometj.reactor.pex").log(Level.DEBUG, "not shown");
      JulBridge.install();
      java.util.logging.Logger.getLogger("io.netty.x").warning("from Netty");
      java.util.logging.Logger.getLogger("io.netty.x").fine("not shown");
    } finally {
      CometLoggerFinder.redirect(before);
    }
    assertThat(lines)
        .hasSize(2)
        .first()
        .asString()
        .matches("(?s)D\\[[^]]+] Hello {39,} module=p2p peer=abc\n");
    assertThat(lines.getLast()).startsWith("E[").contains("from Netty", "module=io.netty.x");
  }

  private static String plain(String text, List<LogEvent.Pair> pairs) {
    return LogFormat.plain(false).line(new LogEvent(Level.INFO, TIME, "p2p", text, pairs, null));
  }

  private static LogEvent event(Level level, Throwable thrown) {
    return new LogEvent(level, TIME, "main", "t", List.of(), thrown);
  }
}
