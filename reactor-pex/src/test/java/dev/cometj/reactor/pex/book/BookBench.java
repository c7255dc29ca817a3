package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// A book in virtual time, and addresses to fill it with.
final class BookBench {
  static final NetAddress SOURCE = address(0xffff, "1.2.3.4");

  final VirtualWorld world;
  final VirtualNode node;
  final Book book;

  private BookBench(VirtualWorld world, boolean strict) {
    this.world = world;
    this.node = world.node("book");
    this.book = new Book(node, strict);
  }

  static BookBench strict() {
    return new BookBench(VirtualWorld.create(), true);
  }

  static BookBench lenient() {
    return new BookBench(VirtualWorld.create(), false);
  }

  static BookBench ofSeed(long seed) {
    return new BookBench(VirtualWorld.ofSeed(seed), true);
  }

  static NodeId id(int number) {
    return new NodeId("%040x".formatted(number));
  }

  static NetAddress address(int number, String ip) {
    return new NetAddress(id(number), IpAddress.parse(ip).orElseThrow(), 26656);
  }

  /// Make the n-th of many routable addresses, each in a /16 of its own.
  static NetAddress scattered(int number) {
    return address(number, "%d.%d.7.7".formatted(11 + number / 256 % 100, number % 256));
  }

  static List<NetAddress> scattered(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(BookBench::scattered).toList();
  }

  /// Add addresses that spread well: each is its own source.
  BookBench withNew(int count) {
    scattered(0, count).forEach(each -> book.intake().add(each, each));
    return this;
  }

  /// Add addresses and mark them good.
  BookBench withOld(int first, int count) {
    for (NetAddress each : scattered(first, count)) {
      book.intake().add(each, each);
      book.verdicts().markGood(each.id());
    }
    return this;
  }

  void pass(Duration time) {
    world.runFor(time);
  }

  AddressRecord record(NodeId id) {
    return book.snapshot().addresses().stream()
        .filter(each -> each.address().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
