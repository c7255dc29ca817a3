package dev.cometj.chain.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.crypto.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonFormTest {
  @Test
  @DisplayName("texts have the escapes of Go's encoder")
  void texts() {
    assertThat(JsonText.quoted("a\"\\/\b\f\n\r\t\u0001\u001f\u007f"))
        .isEqualTo("\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\u007f\"");
    assertThat(JsonText.quoted("<b>&é\u2028\u2029\ud83d\ude00"))
        .isEqualTo("\"\\u003cb\\u003e\\u0026é\\u2028\\u2029\ud83d\ude00\"");
  }

  @Test
  @DisplayName("a byte that was no UTF-8 is written as Go writes it, each by itself")
  void noUtf8() {
    assertThat(JsonText.quoted("a\udcff\udc80b\ud800")).isEqualTo("\"a\\ufffd\\ufffdb\\ufffd\"");
  }

  @Test
  @DisplayName("members keep their order, and values the original's forms")
  void members() {
    String json =
        JsonObject.of(out ->
            out.number("n", 4294967295L)
                .quoted("q", -1)
                .unsigned("u", -1)
                .flag("f", true)
                .hex("h", Bytes.fromHex("0aff"))
                .hex("no", Bytes.EMPTY)
                .base64("b", Bytes.fromHex("0aff"))
                .base64("null", Bytes.EMPTY)
                .array("a", List.of(1, 2), (element, value) -> element.number("i", value))
                .values("v", List.of(), _ -> "")
                .object("o", _ -> {}));
    assertThat(json)
        .isEqualTo(
            "{\"n\":4294967295,\"q\":\"-1\",\"u\":\"18446744073709551615\",\"f\":true,\"h\":\"0AFF\",\"no\":\"\","
                + "\"b\":\"Cv8=\",\"null\":null,\"a\":[{\"i\":1},{\"i\":2}],\"v\":[],\"o\":{}}");
  }

  @Test
  @DisplayName("white space goes, but for that in texts, where markup is masked")
  void compact() {
    assertThat(
            new String(
                JsonLayout.compact(
                    " { \"a b\" : [ 1 ,\t\n\"<\\\" \u2028>&é\" ] }\r"
                        .getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8))
        .isEqualTo("{\"a b\":[1,\"\\u003c\\\" \\u2028\\u003e\\u0026é\"]}");
  }
}
