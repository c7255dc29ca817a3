package dev.cometj.node.log;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Splits a message into text and details: `Dialled peer={0} took={1}` has the text `Dialled` and two pairs.
///
/// @param text what is left of the pattern, filled in
/// @param pairs the details at its end
record LogPattern(String text, List<LogEvent.Pair> pairs) {
  private static final Pattern TAIL =
      Pattern.compile("((?:^|\\s+)[A-Za-z_][\\w.-]*=\\{\\d{1,2}})+$");
  private static final Pattern PAIR = Pattern.compile("([A-Za-z_][\\w.-]*)=\\{(\\d{1,2})}");

  static LogPattern of(String pattern, @Nullable Object @Nullable ... parameters) {
    if (parameters == null || parameters.length == 0) {
      return new LogPattern(pattern, List.of());
    }
    Matcher tail = TAIL.matcher(pattern);
    if (!tail.find()) {
      return new LogPattern(fill(pattern, parameters), List.of());
    }
    List<LogEvent.Pair> pairs = new ArrayList<>();
    Matcher pair = PAIR.matcher(tail.group());
    while (pair.find()) {
      int index = Integer.parseInt(pair.group(2));
      pairs.add(
          new LogEvent.Pair(pair.group(1), index < parameters.length ? parameters[index] : null));
    }
    return new LogPattern(fill(pattern.substring(0, tail.start()), parameters), pairs);
  }

  private static String fill(String pattern, @Nullable Object[] parameters) {
    if (pattern.indexOf('{') < 0 && pattern.indexOf('\'') < 0) {
      return pattern;
    }
    Object[] texts = new Object[parameters.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] =
          String.valueOf(parameters[i]); // so that ports and heights get no thousands separators
    }
    try {
      return new MessageFormat(pattern, Locale.ROOT).format(texts);
    } catch (IllegalArgumentException e) {
      return pattern;
    }
  }
}
