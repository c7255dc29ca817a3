package dev.cometj.node.log;

import dev.cometj.node.json.JsonText;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `{"_msg":"text","level":"info","module":"p2p","ts":"..."}`, members in alphabetical order.
record JsonFormat() implements LogFormat {
  @Override
  public String line(LogEvent event) {
    Map<String, String> members = new TreeMap<>();
    event.pairs().forEach(pair -> members.put(pair.key(), json(pair.value())));
    Throwable thrown = event.thrown();
    if (thrown != null) {
      members.put("err", JsonText.quoted(Throwables.summary(thrown)));
      if (Throwables.deservesTrace(thrown)) {
        members.put("stack", JsonText.quoted(Throwables.trace(thrown)));
      }
    }
    members.put("_msg", JsonText.quoted(event.text()));
    members.put("level", JsonText.quoted(level(event)));
    members.put("module", JsonText.quoted(event.module()));
    members.put("ts", JsonText.quoted(Instant.from(event.time()).toString()));
    StringBuilder line = new StringBuilder("{");
    members.forEach((name, value) -> {
      line.append(line.length() > 1 ? "," : "");
      line.append(JsonText.quoted(name)).append(':').append(value);
    });
    return line.append("}\n").toString();
  }

  private static String level(LogEvent event) {
    return switch (PlainFormat.letter(event.level())) {
      case 'D' -> "debug";
      case 'I' -> "info";
      default -> "error";
    };
  }

  private static String json(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case Short number -> number.toString();
      case Byte number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> JsonText.quoted(value.toString());
    };
  }
}
