package dev.cometj.execution.abci.call;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/// Makes messages of the JSON by which the vectors show them.
final class JsonMessages {
  private JsonMessages() {}

  static void fill(Message.Builder builder, JsonNode json) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      JsonNode value = json.get(field.getJsonName());
      if (value == null || value.isNull()) {
        continue;
      }
      if (field.isRepeated()) {
        value
            .values()
            .forEach(entry -> builder.addRepeatedField(field, value(builder, field, entry)));
      } else {
        builder.setField(field, value(builder, field, value));
      }
    }
  }

  private static Object value(Message.Builder parent, FieldDescriptor field, JsonNode json) {
    return switch (field.getType()) {
      case BOOL -> json.asBoolean();
      case STRING -> json.asString();
      case BYTES -> ByteString.copyFrom(HexFormat.of().parseHex(json.asString()));
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(json.asInt());
      case INT32, SINT32, SFIXED32 -> json.asInt();
      case UINT32, FIXED32 -> Integer.parseUnsignedInt(json.asString());
      case INT64, SINT64, SFIXED64 -> Long.parseLong(json.asString());
      case UINT64, FIXED64 -> Long.parseUnsignedLong(json.asString());
      case MESSAGE -> message(parent, field, json);
      default -> throw new AssertionError(field.getFullName());
    };
  }

  private static Message message(Message.Builder parent, FieldDescriptor field, JsonNode json) {
    if (field.getMessageType().equals(Timestamp.getDescriptor())) {
      return Timestamp.newBuilder()
          .setSeconds(Long.parseLong(json.get("seconds").asString()))
          .setNanos(json.get("nanos").asInt())
          .build();
    }
    if (field.getMessageType().equals(Duration.getDescriptor())) {
      long nanos = Long.parseLong(json.get("nanos").asString());
      return Duration.newBuilder()
          .setSeconds(nanos / 1_000_000_000)
          .setNanos((int) (nanos % 1_000_000_000))
          .build();
    }
    Message.Builder builder = parent.newBuilderForField(field);
    fill(builder, json);
    return builder.build();
  }
}
