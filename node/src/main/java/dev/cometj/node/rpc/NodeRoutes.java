package dev.cometj.node.rpc;

import dev.cometj.node.home.ValidatorFiles;
import dev.cometj.node.json.JsonObjectWriter;
import dev.cometj.node.json.JsonText;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.Switch;
import dev.cometj.p2p.spi.RpcRoutes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The routes of what every node has, also one without chain: `/health`, `/status`, `/net_info`, `/peer_ledger`.
public final class NodeRoutes implements RpcRoutes {
  private static final String EPOCH = JsonTime.format(Instant.EPOCH);

  private final Supplier<Optional<Switch>> network;
  private final Supplier<NodeInfo> nodeInfo;
  private final Optional<ValidatorFiles.Identity> validator;
  private final String externalAddress;
  private final Map<String, Action> statusMembers;

  /// Makes the routes.
  ///
  /// @param network the Switch, or empty while the node does not listen yet
  /// @param nodeInfo what the node tells of itself; throws [IllegalStateException] while that is not known yet
  /// @param validator the key in its home, if there is one
  /// @param externalAddress `p2p.external_address`
  /// @param statusMembers the members of `/status` that others tell
  public NodeRoutes(
      Supplier<Optional<Switch>> network,
      Supplier<NodeInfo> nodeInfo,
      Optional<ValidatorFiles.Identity> validator,
      String externalAddress,
      Map<String, Action> statusMembers) {
    this.network = network;
    this.nodeInfo = nodeInfo;
    this.validator = validator;
    this.externalAddress = externalAddress;
    this.statusMembers = Map.copyOf(statusMembers);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("health", _ -> "{}"),
        Route.of("status", this::status),
        Route.of("net_info", _ -> netInfo()),
        Route.of("peer_ledger", _ -> ledger()));
  }

  /// `ResultStatus`; without a chain it tells what the original tells before the first block.
  private String status(Arguments arguments) {
    NodeInfo info = ownInfo();
    Map<String, String> told = new LinkedHashMap<>();
    told.put("node_info", JsonObjectWriter.write(out -> PeerJson.nodeInfo(out, info)));
    told.put("sync_info", JsonObjectWriter.write(NodeRoutes::noChain));
    told.put("validator_info", JsonObjectWriter.write(this::validator));
    statusMembers.forEach((name, member) -> {
      String json = member.answer(arguments);
      if (!json.isEmpty()) {
        told.put(name, json);
      }
    });
    return JsonObjectWriter.write(result -> told.forEach(result::raw));
  }

  private static void noChain(JsonObjectWriter out) {
    out.text("latest_block_hash", "")
        .text("latest_app_hash", "")
        .quoted("latest_block_height", 0)
        .text("latest_block_time", EPOCH)
        .text("earliest_block_hash", "")
        .text("earliest_app_hash", "")
        .quoted("earliest_block_height", 0)
        .text("earliest_block_time", EPOCH)
        .flag("catching_up", false);
  }

  private NodeInfo ownInfo() {
    try {
      return nodeInfo.get();
    } catch (IllegalStateException e) {
      throw new RpcFault(RpcFault.Kind.INTERNAL, "the node is starting");
    }
  }

  private void validator(JsonObjectWriter out) {
    out.text("address", validator.map(ValidatorFiles.Identity::address).orElse(""));
    validator.ifPresentOrElse(
        identity ->
            out.object(
                "pub_key",
                key -> key.text("type", identity.keyType()).text("value", identity.key())),
        () -> out.raw("pub_key", "null"));
    out.quoted("voting_power", 0);
  }

  /// `ResultNetInfo`.
  private String netInfo() {
    Optional<Switch> listening = network.get();
    var peers = listening.map(Switch::peers).orElse(List.of());
    return JsonObjectWriter.write(result ->
        result
            .flag("listening", listening.isPresent())
            .raw("listeners", "[" + JsonText.quoted("Listener(@" + externalAddress + ")") + "]")
            .quoted("n_peers", peers.size())
            .array("peers", peers, PeerJson::peer));
  }

  private String ledger() {
    List<PeerLedger.Entry> entries = network.get().map(PeerLedger::entries).orElse(List.of());
    return JsonObjectWriter.write(result ->
        result.array(
            "entries",
            entries,
            (out, entry) ->
                out.text("time", JsonTime.format(entry.time()))
                    .text("peer_id", entry.id().map(NodeId::text).orElse(""))
                    .text("address", entry.address())
                    .text("direction", entry.outbound() ? "outbound" : "inbound")
                    .text("event", entry.event().name().toLowerCase(Locale.ROOT))
                    .text("reason", entry.reason())));
  }
}
