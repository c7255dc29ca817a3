package dev.cometj.chain.json;

import com.google.protobuf.ByteString;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.abci.Event;
import dev.cometj.wire.abci.EventAttribute;
import dev.cometj.wire.abci.ExecTxResult;
import dev.cometj.wire.abci.ResponseCheckTx;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseQuery;
import dev.cometj.wire.abci.ValidatorUpdate;
import dev.cometj.wire.crypto.ProofOp;
import dev.cometj.wire.crypto.PublicKey;
import java.util.List;
import java.util.function.Consumer;

/// What applications answer. Some of it has the form of protobuf's own JSON in the original (`abci/types/types.go`), with
/// every member; the rest has the form of everything else, without the members that are zero.
public final class AbciJson {
  private static final String KEY_TYPE = "tendermint.crypto.PublicKey_";

  private AbciJson() {}

  /// Writes the verdict on a transaction.
  ///
  /// @param out where
  /// @param verdict the verdict
  public static void write(JsonObject out, ResponseCheckTx verdict) {
    out.number("code", Integer.toUnsignedLong(verdict.getCode()))
        .base64("data", bytes(verdict.getData()))
        .text("log", verdict.getLog())
        .text("info", verdict.getInfo())
        .quoted("gas_wanted", verdict.getGasWanted())
        .quoted("gas_used", verdict.getGasUsed())
        .array("events", verdict.getEventsList(), AbciJson::whole)
        .text("codespace", verdict.getCodespace());
  }

  /// Writes the result of a transaction.
  ///
  /// @param out where
  /// @param result the result
  public static void write(JsonObject out, ExecTxResult result) {
    out.number("code", Integer.toUnsignedLong(result.getCode()))
        .base64("data", bytes(result.getData()))
        .text("log", result.getLog())
        .text("info", result.getInfo())
        .quoted("gas_wanted", result.getGasWanted())
        .quoted("gas_used", result.getGasUsed())
        .array("events", result.getEventsList(), AbciJson::whole)
        .text("codespace", result.getCodespace());
  }

  private static void whole(JsonObject out, Event event) {
    out.text("type", event.getType())
        .array("attributes", event.getAttributesList(), AbciJson::write);
  }

  private static void write(JsonObject out, EventAttribute attribute) {
    out.text("key", attribute.getKey())
        .text("value", attribute.getValue())
        .flag("index", attribute.getIndex());
  }

  /// Writes what a query found.
  ///
  /// @param out where
  /// @param found what it found
  public static void write(JsonObject out, ResponseQuery found) {
    out.number("code", Integer.toUnsignedLong(found.getCode()))
        .text("log", found.getLog())
        .text("info", found.getInfo())
        .quoted("index", found.getIndex())
        .base64("key", bytes(found.getKey()))
        .base64("value", bytes(found.getValue()));
    if (found.hasProofOps()) {
      out.object(
          "proofOps",
          proof -> proof.array("ops", found.getProofOps().getOpsList(), AbciJson::write));
    } else {
      out.absent("proofOps");
    }
    out.quoted("height", found.getHeight()).text("codespace", found.getCodespace());
  }

  private static void write(JsonObject out, ProofOp op) {
    out.text("type", op.getType())
        .base64("key", bytes(op.getKey()))
        .base64("data", bytes(op.getData()));
  }

  /// Writes the application's state.
  ///
  /// @param out where
  /// @param info the state
  public static void write(JsonObject out, ResponseInfo info) {
    unlessEmpty(info.getData(), data -> out.text("data", data));
    unlessEmpty(info.getVersion(), version -> out.text("version", version));
    if (info.getAppVersion() != 0) {
      out.unsigned("app_version", info.getAppVersion());
    }
    unlessZero(out, "last_block_height", info.getLastBlockHeight());
    if (!info.getLastBlockAppHash().isEmpty()) {
      out.base64("last_block_app_hash", bytes(info.getLastBlockAppHash()));
    }
  }

  /// Writes events that are no transaction's.
  ///
  /// @param out where
  /// @param name the member
  /// @param events the events; none are null
  public static void events(JsonObject out, String name, List<Event> events) {
    if (events.isEmpty()) {
      out.absent(name);
    } else {
      out.array(name, events, AbciJson::terse);
    }
  }

  private static void terse(JsonObject out, Event event) {
    unlessEmpty(event.getType(), type -> out.text("type", type));
    if (event.getAttributesCount() > 0) {
      out.array("attributes", event.getAttributesList(), AbciJson::write);
    }
  }

  /// Writes changes of validators.
  ///
  /// @param out where
  /// @param name the member
  /// @param updates the changes; none are null
  public static void updates(JsonObject out, String name, List<ValidatorUpdate> updates) {
    if (updates.isEmpty()) {
      out.absent(name);
    } else {
      out.array(
          name,
          updates,
          (update, change) -> {
            update.object("pub_key", key -> write(key, change.getPubKey()));
            unlessZero(update, "power", change.getPower());
          });
    }
  }

  private static void write(JsonObject out, PublicKey key) {
    switch (key.getSumCase()) {
      case ED25519 -> write(out, "Ed25519", "ed25519", key.getEd25519());
      case SECP256K1 -> write(out, "Secp256K1", "secp256k1", key.getSecp256K1());
      case MLDSA65 -> write(out, "Mldsa65", "mldsa65", key.getMldsa65());
      case SUM_NOT_SET -> out.absent("Sum");
    }
  }

  private static void write(JsonObject out, String type, String name, ByteString key) {
    out.object(
        "Sum",
        sum ->
            sum.text("type", KEY_TYPE + type)
                .object(
                    "value",
                    value -> {
                      if (!key.isEmpty()) {
                        value.base64(name, bytes(key));
                      }
                    }));
  }

  static void unlessEmpty(String text, Consumer<String> write) {
    if (!text.isEmpty()) {
      write.accept(text);
    }
  }

  static void unlessZero(JsonObject out, String name, long value) {
    if (value != 0) {
      out.quoted(name, value);
    }
  }

  private static Bytes bytes(ByteString bytes) {
    return Bytes.wrap(bytes.toByteArray());
  }
}
