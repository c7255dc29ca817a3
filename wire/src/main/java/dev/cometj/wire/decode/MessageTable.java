package dev.cometj.wire.decode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of one message type's fields, made once from its descriptor. Immutable.
///
/// Messages that contain themselves are refused: without them, the schema bounds the depth of every message and so of
/// the recursion over it.
final class MessageTable {

  private static final int DENSE = 64;

  private final String name;
  private final int slots;
  private final @Nullable FieldRule[] dense = new @Nullable FieldRule[DENSE];
  private final Map<Integer, FieldRule> sparse = new HashMap<>();

  private MessageTable(Descriptor message, Compiler compiler) {
    this.name = message.getFullName();
    Map<OneofDescriptor, Integer> oneofs = new HashMap<>();
    int slot = 0;
    for (FieldDescriptor field : message.getFields()) {
      FieldKind kind = FieldKind.of(field);
      OneofDescriptor oneof = field.getRealContainingOneof();
      int own = FieldRule.NO_SLOT;
      if (oneof != null) {
        Integer shared = oneofs.get(oneof);
        own = shared == null ? slot++ : shared;
        oneofs.put(oneof, own);
      } else if (kind.isMessage() && !field.isRepeated()) {
        own = slot++;
      }
      add(
          new FieldRule(
              field.getNumber(),
              kind,
              field.isRepeated(),
              own,
              oneof != null || kind.isTime(),
              compiler.limits.getOrDefault(field.getFullName(), FieldRule.NO_LIMIT),
              kind.isMessage() ? compiler.compile(field.getMessageType()) : null));
    }
    this.slots = slot;
    if (slots > Long.SIZE) {
      throw new IllegalArgumentException(name + " has more than 64 single messages and oneofs");
    }
  }

  /// Makes the rules of a message type and of all that it contains.
  ///
  /// @param limits the index of a limit for each repeated field, by full name, that has one
  static MessageTable compile(Descriptor message, Map<String, Integer> limits) {
    return new Compiler(limits).compile(message);
  }

  private void add(FieldRule rule) {
    if (rule.number() < DENSE) {
      dense[rule.number()] = rule;
    } else {
      sparse.put(rule.number(), rule);
    }
  }

  String name() {
    return name;
  }

  int slots() {
    return slots;
  }

  /// The rule of a field, or null for an unknown number.
  @Nullable FieldRule find(int number) {
    return number < DENSE ? dense[number] : sparse.get(number);
  }

  private static final class Compiler {

    private final Map<String, Integer> limits;
    private final Map<Descriptor, MessageTable> compiled = new HashMap<>();
    private final Set<Descriptor> open = new HashSet<>();

    Compiler(Map<String, Integer> limits) {
      this.limits = limits;
    }

    MessageTable compile(Descriptor message) {
      MessageTable known = compiled.get(message);
      if (known != null) {
        return known;
      }
      if (!open.add(message)) {
        throw new IllegalArgumentException(message.getFullName() + " contains itself");
      }
      MessageTable table = new MessageTable(message, this);
      open.remove(message);
      compiled.put(message, table);
      return table;
    }
  }
}
