package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What gets into the book: Go's `AddAddress`, `AddOurAddress` and `AddPrivateIDs`.
public final class AddressIntake {
  private final Shelves shelves;
  private final Placement placement;
  private final BanList bans;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final boolean strict;
  private final Set<NetAddress> ours = new HashSet<>();
  private final Set<NodeId> privateIds = new HashSet<>();

  AddressIntake(
      Shelves shelves,
      Placement placement,
      BanList bans,
      InstantSource clock,
      RandomGenerator random,
      boolean strict) {
    this.shelves = shelves;
    this.placement = placement;
    this.bans = bans;
    this.clock = clock;
    this.random = random;
    this.strict = strict;
  }

  /// Offer an address that somebody told of.
  ///
  /// An id that is known keeps the address it has. If it is only heard of, it may get into a further bucket, up to
  /// four; the more it is in, the less likely: one in twice their number.
  ///
  /// @param address the address
  /// @param source who told of it; the node itself where it spoke of itself
  /// @return why it was refused, or empty if it was taken or is known well enough
  public Optional<AddressRefusal> add(NetAddress address, NetAddress source) {
    Optional<AddressRefusal> refusal = refusal(address, source);
    if (refusal.isEmpty()) {
      take(address, source);
    }
    return refusal;
  }

  private Optional<AddressRefusal> refusal(NetAddress address, NetAddress source) {
    if (!address.ip().isUsable()) {
      return Optional.of(AddressRefusal.INVALID);
    }
    if (bans.contains(address.id())) {
      return Optional.of(AddressRefusal.BANNED);
    }
    if (bans.isIpBanned(address.ip())) {
      return Optional.of(AddressRefusal.IP_BANNED);
    }
    if (privateIds.contains(address.id())) {
      return Optional.of(AddressRefusal.PRIVATE);
    }
    if (privateIds.contains(source.id())) {
      return Optional.of(AddressRefusal.PRIVATE_SOURCE);
    }
    if (ours.contains(address)) {
      return Optional.of(AddressRefusal.OURS);
    }
    if (strict && !address.isRoutable()) {
      return Optional.of(AddressRefusal.UNROUTABLE);
    }
    return Optional.empty();
  }

  private void take(NetAddress address, NetAddress source) {
    Optional<KnownAddress> found = shelves.find(address.id());
    if (found.isPresent() && !mayEnterFurtherBucket(found.get())) {
      return;
    }
    KnownAddress known = found.orElseGet(() -> KnownAddress.heardOf(address, source, clock));
    shelves.putNew(known, placement.newBucket(address, source));
  }

  private boolean mayEnterFurtherBucket(KnownAddress known) {
    return !known.isOld()
        && known.bucketCount() < Shelves.MAX_NEW_BUCKETS_PER_ADDRESS
        && random.nextInt(2 * known.bucketCount()) == 0;
  }

  /// Learn that an address is our own: its id leaves the book and the address never enters again. Other addresses
  /// with our id are not ours, as in the original.
  ///
  /// @param address the address
  public void addOurs(NetAddress address) {
    ours.add(address);
    shelves.find(address.id()).ifPresent(shelves::remove);
  }

  /// Learn ids that must not be handed on: they leave the book and never enter again. (The original hands on those
  /// that an older file holds.)
  ///
  /// @param ids the ids
  public void addPrivateIds(Collection<NodeId> ids) {
    privateIds.addAll(ids);
    ids.forEach(id -> shelves.find(id).ifPresent(shelves::remove));
  }

  /// Put an address of the file back into its buckets, or into a new one where the file names none that has room.
  void restore(AddressRecord stored) {
    NetAddress address = stored.address();
    if (mustStayOut(address)) {
      return;
    }
    KnownAddress known = KnownAddress.restored(stored);
    int most = known.isOld() ? 1 : Shelves.MAX_NEW_BUCKETS_PER_ADDRESS;
    stored.buckets().stream()
        .distinct()
        .filter(bucket -> !shelves.isFull(known.tier(), bucket))
        .limit(most)
        .forEach(bucket -> shelves.put(known, bucket));
    if (known.bucketCount() == 0) {
      readmit(known);
    }
  }

  /// Put an address that is in no bucket into a new one, whatever it was before.
  void readmit(KnownAddress known) {
    if (!mustStayOut(known.address())) {
      known.becomes(Tier.NEW);
      shelves.putNew(known, placement.newBucket(known.address(), known.source()));
    }
  }

  private boolean mustStayOut(NetAddress address) {
    return privateIds.contains(address.id())
        || ours.contains(address)
        || shelves.find(address.id()).isPresent();
  }
}
