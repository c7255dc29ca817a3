package dev.cometj.reactor.pex;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.reactor.ReactorHarness;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.p2p.testkit.reactor.ScriptedSwitch;
import dev.cometj.reactor.pex.PexMessage.PexAddrs;
import dev.cometj.reactor.pex.PexMessage.PexRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The PEX reactor among scripted peers. What its book holds is read from the file it saves.
final class PexBench {
  static final Path BOOK = Path.of("home", "config", "addrbook.json");

  final ReactorHarness harness;

  private boolean created;

  private PexBench(ReactorHarness harness) {
    this.harness = harness;
  }

  static PexBench node() {
    return new PexBench(ReactorHarness.of(new PexReactorProvider()));
  }

  static PexBench seed() {
    return node().with("p2p.seed_mode", "true");
  }

  PexBench with(String key, String value) {
    harness.setting(key, value);
    return this;
  }

  PexBench in(VirtualWorld world) {
    harness.in(world);
    return this;
  }

  /// Create the reactor without starting it: peers may be described, and the book may be fed.
  PexBench create() {
    if (!created) {
      harness.create();
      created = true;
    }
    return this;
  }

  PexBench start() {
    create();
    harness.start();
    return this;
  }

  /// Start with addresses in the book that nobody has dialled yet.
  PexBench startKnowing(NetAddress... addresses) {
    create();
    know(addresses);
    return start();
  }

  void know(NetAddress... addresses) {
    Arrays.stream(addresses).forEach(each -> service().add(each, each));
    harness.world().settle();
  }

  AddressBook service() {
    return harness.service(AddressBook.class);
  }

  ScriptedSwitch network() {
    return harness.network();
  }

  ScriptedPeer peer(String name) {
    return harness.peer(name);
  }

  void pass(Duration time) {
    harness.world().runFor(time);
  }

  static void ask(ScriptedPeer peer) {
    peer.deliver(PexChannel.PEX, new PexRequest());
  }

  static void tell(ScriptedPeer peer, NetAddress... addresses) {
    peer.deliver(
        PexChannel.PEX, new PexAddrs(Arrays.stream(addresses).map(PexAddress::of).toList()));
  }

  static long requestsTo(ScriptedPeer peer) {
    return peer.sent(PexChannel.PEX).stream().filter(PexRequest.class::isInstance).count();
  }

  static List<PexAddrs> answersTo(ScriptedPeer peer) {
    return peer.sent(PexChannel.PEX).stream()
        .filter(PexAddrs.class::isInstance)
        .map(PexAddrs.class::cast)
        .toList();
  }

  /// Save the book and read its file.
  JsonNode savedBook() {
    service().save();
    harness.world().settle();
    return JsonMapper.shared().readTree(harness.node().disk().content(BOOK).orElseThrow());
  }

  Set<NodeId> known() {
    return ids(savedBook().path("addrs"));
  }

  Set<NodeId> banned() {
    return ids(savedBook().path("cometj").path("banned"));
  }

  private static Set<NodeId> ids(JsonNode entries) {
    return entries
        .valueStream()
        .map(entry -> new NodeId(entry.path("addr").path("id").asString()))
        .collect(Collectors.toSet());
  }

  /// The entry of an id in the saved book.
  JsonNode entry(NodeId id) {
    return savedBook()
        .path("addrs")
        .valueStream()
        .filter(entry -> entry.path("addr").path("id").asString().equals(id.text()))
        .findFirst()
        .orElseThrow();
  }

  /// The n-th of many routable addresses, each in a network of its own.
  static NetAddress address(int number) {
    IpAddress ip =
        IpAddress.parse("%d.%d.7.7".formatted(11 + number / 256 % 100, number % 256)).orElseThrow();
    return new NetAddress(new NodeId("%040x".formatted(number)), ip, 26656);
  }

  static NetAddress[] addresses(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(PexBench::address)
        .toArray(NetAddress[]::new);
  }

  /// What the peer would tell of itself if it listened elsewhere.
  static NodeInfo listeningOn(ScriptedPeer peer, String listenAddress) {
    NodeInfo info = peer.nodeInfo();
    return new NodeInfo(
        info.versions(),
        info.id(),
        listenAddress,
        info.network(),
        info.version(),
        info.channels(),
        info.moniker(),
        info.txIndex(),
        info.rpcAddress());
  }
}
