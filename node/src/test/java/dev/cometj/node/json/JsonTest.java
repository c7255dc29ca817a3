package dev.cometj.node.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  @DisplayName("texts have the escapes of Go, which also mask HTML")
  void escapes() {
    assertThat(JsonText.quoted("a\"b\\c\n\r\t\b\f\u0001<>&\u2028\u2029ü€😀"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u003c\\u003e\\u0026\\u2028\\u2029ü€😀\"");
    assertThat(JsonText.quoted("\ud800x\udc00")).isEqualTo("\"\\ufffdx\\ufffd\"");
  }

  @Test
  @DisplayName("members stand in the order of the calls, 64-bit numbers in quotes")
  void writer() {
    String text =
        JsonObjectWriter.write(out ->
            out.text("a", "b")
                .number("n", 1)
                .quoted("q", Long.MIN_VALUE)
                .flag("f", true)
                .object("o", inner -> inner.raw("r", "[]"))
                .array("l", List.of(1, 2), (inner, i) -> inner.number("i", i)));
    assertThat(text)
        .isEqualTo(
            "{\"a\":\"b\",\"n\":1,\"q\":\"-9223372036854775808\",\"f\":true,\"o\":{\"r\":[]},"
                + "\"l\":[{\"i\":1},{\"i\":2}]}");
  }

  @Test
  @DisplayName("what is read is a tree; of members with one name the last one counts")
  void reader() {
    assertThat(JsonReader.read("{\"a\":1,\"a\":[true,null,\"x\",-1.5e3],\"b\":{}}"))
        .isEqualTo(
            new JsonValue.Members(
                Map.of(
                    "a",
                    new JsonValue.Array(
                        List.of(
                            new JsonValue.Flag(true),
                            new JsonValue.Null(),
                            new JsonValue.Text("x"),
                            new JsonValue.Numeral("-1.5e3"))),
                    "b",
                    new JsonValue.Members(Map.of()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[1,]", "{\"a\" 1}", "1 2", "nul", "\"\\x\"", "{a:1}", "NaN"})
  @DisplayName("anything else is one failure in one line, without the parser's types")
  void refused(String text) {
    assertThatExceptionOfType(JsonFormatException.class)
        .isThrownBy(() -> JsonReader.read(text))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "Exception", "jackson"));
  }
}
