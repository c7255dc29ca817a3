package dev.cometj.wire.decode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.cometj.wire.options.OptionsProto;

/// Fills in the members that the original holds by value, which it writes even when they are empty.
///
/// The `.proto` files mark them with the option `(cometj.always_written)`. A message that is complete encodes to the
/// original's bytes, and reads as the original reads it: a missing time is the first instant of year 1, while a
/// present one without content is the epoch.
///
/// This walks the message by its descriptor. Codecs of hot messages call the setters themselves.
public final class AlwaysWritten {

  /// The original's zero time, 0001-01-01T00:00:00Z.
  private static final Timestamp ZERO_TIME =
      Timestamp.newBuilder().setSeconds(-62_135_596_800L).build();

  private AlwaysWritten() {}

  /// Completes a message and all that it contains.
  ///
  /// @param <M> the message's type
  /// @param message the message, which is not changed
  /// @return the message with every marked member present
  public static <M extends Message> M complete(M message) {
    Message.Builder builder = message.toBuilder();
    fill(builder);
    @SuppressWarnings("unchecked") // a message's builder makes messages of its own type
    M completed = (M) builder.build();
    return completed;
  }

  /// Completes a builder and all that it contains.
  ///
  /// @param builder the builder, which is changed
  public static void fill(Message.Builder builder) {
    Descriptor type = builder.getDescriptorForType();
    for (FieldDescriptor field : type.getFields()) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
          fill(builder.getRepeatedFieldBuilder(field, i));
        }
      } else if (builder.hasField(field)) {
        fill(builder.getFieldBuilder(field));
      } else if (field.getOptions().getExtension(OptionsProto.alwaysWritten)) {
        fillMissing(builder, field);
      }
    }
  }

  private static void fillMissing(Message.Builder builder, FieldDescriptor field) {
    if (field.getMessageType().equals(Timestamp.getDescriptor())) {
      builder.setField(field, ZERO_TIME);
    } else {
      Message.Builder member = builder.newBuilderForField(field);
      fill(member);
      builder.setField(field, member.build());
    }
  }
}
