package dev.cometj.wire.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Compares a message with the JSON by which the vectors show what the original decoded.
final class GoView {

  private static final String ZERO_TIME_SECONDS = "-62135596800";

  private GoView() {}

  static void assertSame(JsonNode expected, Message actual) {
    for (Map.Entry<String, JsonNode> property : expected.properties()) {
      FieldDescriptor field =
          actual.getDescriptorForType().getFields().stream()
              .filter(candidate -> candidate.getJsonName().equals(property.getKey()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no field " + property.getKey()));
      assertField(property.getValue(), actual, field);
    }
  }

  private static void assertField(JsonNode expected, Message actual, FieldDescriptor field) {
    if (field.isRepeated()) {
      List<?> entries = (List<?>) actual.getField(field);
      assertThat(entries).as(field.getFullName()).hasSize(expected.size());
      for (int i = 0; i < entries.size(); i++) {
        assertValue(expected.get(i), entries.get(i), field);
      }
    } else if (expected.isNull()) {
      assertThat(actual.hasField(field)).as(field.getFullName()).isFalse();
    } else if (isMissingTime(actual, field)) {
      assertThat(expected.get("seconds").asString()).isEqualTo(ZERO_TIME_SECONDS);
    } else {
      assertValue(expected, actual.getField(field), field);
    }
  }

  private static boolean isMissingTime(Message actual, FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().equals(Timestamp.getDescriptor())
        && !actual.hasField(field);
  }

  private static void assertValue(JsonNode expected, Object actual, FieldDescriptor field) {
    switch (actual) {
      case Timestamp time -> {
        assertThat(Long.toString(time.getSeconds())).isEqualTo(expected.get("seconds").asString());
        assertThat(time.getNanos()).isEqualTo(expected.get("nanos").asInt());
      }
      case Duration duration ->
          assertThat(nanos(duration)).isEqualTo(expected.get("nanos").asString());
      case Message message -> assertSame(expected, message);
      case ByteString bytes ->
          assertThat(HexFormat.of().formatHex(bytes.toByteArray())).isEqualTo(expected.asString());
      case EnumValueDescriptor value -> assertThat(value.getNumber()).isEqualTo(expected.asInt());
      default -> assertThat(text(actual, field)).isEqualTo(expected.asString());
    }
  }

  private static String nanos(Duration duration) {
    return Long.toString(duration.getSeconds() * 1_000_000_000L + duration.getNanos());
  }

  /// A number as the vectors print it: without a sign if it has none.
  private static String text(Object value, FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) value);
      case UINT64, FIXED64 -> Long.toUnsignedString((Long) value);
      default -> value.toString();
    };
  }
}
