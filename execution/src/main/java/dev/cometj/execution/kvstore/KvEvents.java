package dev.cometj.execution.kvstore;

import com.google.protobuf.ByteString;
import dev.cometj.wire.abci.Event;
import dev.cometj.wire.abci.EventAttribute;
import dev.cometj.wire.abci.ExecTxResult;
import java.util.List;

/// The events of the key-value application, by which indexers are tried.
final class KvEvents {
  private static final ByteString INDEXED = ByteString.copyFromUtf8("index is working");

  private KvEvents() {}

  /// The result of a good transaction.
  static ExecTxResult result(ByteString key, ByteString value) {
    return ExecTxResult.newBuilder()
        .addEvents(ofTransaction("Cosmoshi Netowoko", key))
        .addEvents(ofTransaction("Cosmoshi", value))
        .build();
  }

  private static Event ofTransaction(String creator, ByteString text) {
    return Event.newBuilder()
        .setType("app")
        .addAttributes(attribute("creator", ByteString.copyFromUtf8(creator), true))
        .addAttributes(attribute("key", text, true))
        .addAttributes(attribute("index_key", INDEXED, true))
        .addAttributes(attribute("noindex_key", INDEXED, false))
        .build();
  }

  /// The events of a block.
  static List<Event> ofBlock(long height) {
    return height % 2 == 0
        ? List.of(ofBlock("100", "200"), ofBlock("200", "300"))
        : List.of(ofBlock("400", "300"));
  }

  private static Event ofBlock(String foo, String bar) {
    return Event.newBuilder()
        .setType("begin_event")
        .addAttributes(attribute("foo", ByteString.copyFromUtf8(foo), true))
        .addAttributes(attribute("bar", ByteString.copyFromUtf8(bar), true))
        .build();
  }

  private static EventAttribute attribute(String key, ByteString value, boolean isIndexed) {
    return EventAttribute.newBuilder().setKey(key).setValueBytes(value).setIndex(isIndexed).build();
  }
}
