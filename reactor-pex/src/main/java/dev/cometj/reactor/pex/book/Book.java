package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.spi.NodeRuntime;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The address book in memory: its parts over common shelves. One thread at a time: the reactor's mailbox.
public final class Book {
  private static final int KEY_BYTES = 12;

  private final Placement placement;
  private final Shelves shelves;
  private final BanList bans;
  private final AddressIntake intake;
  private final AddressPicker picker;
  private final AddressVerdicts verdicts;
  private final DialHistory dials;

  /// Make an empty book with fresh secrets.
  ///
  /// @param runtime gives clocks and randomness
  /// @param strict whether only addresses that the internet routes to are taken; `p2p.addr_book_strict`
  public Book(NodeRuntime runtime, boolean strict) {
    RandomGenerator random = runtime.random("address book");
    InstantSource clock = runtime.wallClock();
    placement =
        new Placement(
            bytes(random, HighwayHash64.KEY_BYTES),
            HexFormat.of().formatHex(bytes(random, KEY_BYTES)),
            strict);
    shelves = new Shelves(clock);
    bans = new BanList(clock);
    intake = new AddressIntake(shelves, placement, bans, clock, random, strict);
    picker = new AddressPicker(shelves, random);
    verdicts = new AddressVerdicts(shelves, intake, placement, bans, clock);
    dials = new DialHistory(clock, runtime::nanoTime);
  }

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Give the part that takes addresses in.
  ///
  /// @return the same on every call
  public AddressIntake intake() {
    return intake;
  }

  /// Give the part that addresses come out of.
  ///
  /// @return the same on every call
  public AddressPicker picker() {
    return picker;
  }

  /// Give the part that learns how addresses did.
  ///
  /// @return the same on every call
  public AddressVerdicts verdicts() {
    return verdicts;
  }

  /// Give the record of failed dials.
  ///
  /// @return the same on every call
  public DialHistory dials() {
    return dials;
  }

  BookSnapshot snapshot() {
    return new BookSnapshot(
        placement.bookKey(),
        shelves.all().stream().map(KnownAddress::toRecord).toList(),
        bans.all().stream()
            .map(ban -> new BanRecord(ban.known().toRecord(), ban.fromBook()))
            .toList(),
        dials.toRecords());
  }

  /// Take over what a file held, beside what came in since the book was made.
  void restore(BookSnapshot stored) {
    placement.useBookKey(stored.key());
    stored.addresses().forEach(intake::restore);
    stored.bans().forEach(ban -> verdicts.restoreBan(ban.address(), ban.fromBook()));
    stored.dials().forEach(dials::restore);
    verdicts.reinstate();
  }
}
