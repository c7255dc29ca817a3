package dev.cometj.integration.live;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.SecretPipe;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// One thing that a stranger with a proved key may do.
///
/// @param name what it does
/// @param reasons how the ledger's reason begins, as a regular expression; empty if nothing is wrong
/// @param action does it, on the chain of the given name
record Misbehaviour(String name, String reasons, Action action) {
  private static final String INVALID = "INVALID_NODE_INFO";
  private static final String INCOMPATIBLE = "INCOMPATIBLE";
  private static final String MALFORMED = "Malformed";
  private static final String TOO_MUCH = "(LimitExceeded|Malformed)";
  private static final String VIOLATION = "ProtocolViolation";

  private static final int PEX = 0x00;
  private static final int PEX_MESSAGE_LIMIT = 64_000;
  private static final int PACKET_DATA = 1024;

  /// On channel 0, whose id takes no bytes, two bytes more fit into the longest packet.
  private static final int LONGEST_PACKET_DATA = 1026;

  /// Speaks to the node.
  interface Action {
    void on(SecretPipe stranger, String chain, Runnable awaitAdmission);
  }

  /// Does it.
  ///
  /// @param stranger the authenticated connection
  /// @param chain the node's chain
  /// @param awaitAdmission returns when the node has made a peer of the stranger; a fault that comes sooner
  ///     is a refusal
  void on(SecretPipe stranger, String chain, Runnable awaitAdmission) {
    action.on(stranger, chain, awaitAdmission);
  }

  /// What goes wrong in place of a NodeInfo.
  static List<Misbehaviour> withNodeInfo() {
    return List.of(
        new Misbehaviour(
            "says nothing", "HANDSHAKE_TIMEOUT", (stranger, chain, awaitAdmission) -> {}),
        new Misbehaviour(
            "sends its NodeInfo byte by byte", "HANDSHAKE_TIMEOUT", Misbehaviour::slowly),
        raw("claims a NodeInfo of 10241 bytes", INVALID, "8150"),
        raw("claims a length without end", INVALID, "ffffffffffffffffffffff"),
        raw("sends noise for a NodeInfo", INVALID, "04ffffffff"),
        raw("sends an empty NodeInfo", "(INVALID_NODE_INFO|WRONG_ID)", "00"),
        raw("sends a packet in its place", "(INVALID_NODE_INFO|WRONG_ID)", "020a00"),
        info("claims another id", "WRONG_ID", info -> info.id = "00".repeat(20)),
        info(
            "claims an id in capitals",
            "(WRONG_ID|INVALID_NODE_INFO)",
            info -> info.id = info.id.toUpperCase(Locale.ROOT)),
        info("is of another network", INCOMPATIBLE, info -> info.network = "elsewhere"),
        info("speaks another block protocol", INCOMPATIBLE, info -> info.block = 12),
        info("has no common channel", INCOMPATIBLE, info -> info.channels = channels(0x77, 1)),
        info("has seventeen channels", INVALID, info -> info.channels = channels(0x00, 17)),
        info("has one channel twice", INVALID, info -> info.channels = new byte[] {0, 0x20, 0}),
        info("has a moniker of blanks", INVALID, info -> info.moniker = "  "),
        info("has a moniker beyond ASCII", INVALID, info -> info.moniker = "größer"),
        info("has a version beyond ASCII", INVALID, info -> info.version = "0.38.26\u0007"),
        info("listens nowhere", INVALID, info -> info.listen = "no address"),
        info("has an undefined tx_index", INVALID, info -> info.txIndex = "maybe"));
  }

  /// What goes wrong after it has become a peer; and what does not.
  static List<Misbehaviour> asPeer() {
    return List.of(
        info(
            "a P2P version of 9 and sixteen channels are fine",
            "",
            info -> info.channels = channels(0x00, 16)),
        peer("sends noise for a packet", MALFORMED, bytes("05ffffffffff")),
        peer("sends a packet without a member", MALFORMED, bytes("00")),
        peer("claims a packet without end", TOO_MUCH, bytes("ffffffffffffffffffffff")),
        peer("claims a packet of a megabyte", TOO_MUCH, bytes("808040")),
        peer(
            "sends a byte too much in a packet",
            TOO_MUCH,
            WireBytes.packet(PEX, true, new byte[LONGEST_PACKET_DATA + 1])),
        peer(
            "uses a channel that we do not have",
            "(Malformed|ProtocolViolation)",
            WireBytes.packet(0x77, true, new byte[1])),
        peer(
            "uses channel 256",
            "(Malformed|ProtocolViolation)",
            WireBytes.packet(256, true, new byte[1])),
        peer(
            "sends a message that is too long for its channel",
            TOO_MUCH,
            parts(PEX_MESSAGE_LIMIT + 1)),
        peer("sends an empty PEX message", MALFORMED, WireBytes.packet(PEX, true, new byte[0])),
        peer("sends an unknown PEX message", MALFORMED, WireBytes.packet(PEX, true, bytes("1a00"))),
        peer(
            "sends addresses that nobody asked for",
            VIOLATION,
            WireBytes.packet(PEX, true, bytes("1200"))),
        peer("asks four times at once", "LimitExceeded", requests(4)),
        new Misbehaviour(
            "hangs up within a packet", "LinkFailure", Misbehaviour::hangUpWithinPacket));
  }

  private static Misbehaviour raw(String name, String reasons, String hex) {
    return new Misbehaviour(
        name, reasons, (stranger, chain, awaitAdmission) -> stranger.write(bytes(hex)));
  }

  private static Misbehaviour info(String name, String reasons, Consumer<Info> change) {
    return new Misbehaviour(
        name,
        reasons,
        (stranger, chain, awaitAdmission) -> {
          var info = new Info(stranger, chain);
          change.accept(info);
          stranger.write(info.delimited());
        });
  }

  private static Misbehaviour peer(String name, String reasons, byte[] then) {
    return new Misbehaviour(
        name,
        reasons,
        (stranger, chain, awaitAdmission) -> {
          stranger.write(new Info(stranger, chain).delimited());
          awaitAdmission.run();
          stranger.write(then);
        });
  }

  private static void slowly(SecretPipe stranger, String chain, Runnable awaitAdmission) {
    for (byte one : new Info(stranger, chain).delimited()) {
      stranger.write(new byte[] {one});
      if (!stranger.isOpen()) {
        return;
      }
      Await.pause(Duration.ofMillis(100));
    }
  }

  private static void hangUpWithinPacket(
      SecretPipe stranger, String chain, Runnable awaitAdmission) {
    stranger.write(new Info(stranger, chain).delimited()).write(bytes("0a1a"));
    awaitAdmission.run();
    stranger.close();
  }

  private static byte[] parts(int length) {
    var packets = WireBytes.message();
    for (int sent = 0; sent < length; sent += PACKET_DATA) {
      int size = Math.min(PACKET_DATA, length - sent);
      packets.raw(WireBytes.packet(PEX, sent + size == length, new byte[size]));
    }
    return packets.toBytes();
  }

  private static byte[] requests(int count) {
    var packets = WireBytes.message();
    for (int i = 0; i < count; i++) {
      packets.raw(WireBytes.packet(PEX, true, bytes("0a00")));
    }
    return packets.toBytes();
  }

  private static byte[] channels(int first, int count) {
    var ids = new byte[count];
    IntStream.range(0, count).forEach(i -> ids[i] = (byte) (first + i));
    return ids;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /// The members of a NodeInfo, right at first.
  private static final class Info {
    private String id;
    private String network;
    private int block = 11;
    private String listen = "tcp://127.0.0.1:26656";
    private String version = "0.38.26";
    private byte[] channels = channels(0x00, 1);
    private String moniker = "stranger";
    private String txIndex = "on";

    private Info(SecretPipe stranger, String chain) {
      id = stranger.id();
      network = chain;
    }

    private byte[] delimited() {
      return WireBytes.message()
          .nested(1, WireBytes.message().number(1, 9).number(2, block))
          .text(2, id)
          .text(3, listen)
          .text(4, network)
          .text(5, version)
          .bytes(6, channels)
          .text(7, moniker)
          .nested(8, WireBytes.message().text(1, txIndex).text(2, "tcp://127.0.0.1:26657"))
          .delimited();
    }
  }
}
