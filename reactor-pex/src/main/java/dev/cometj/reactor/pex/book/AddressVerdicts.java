package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.reactor.pex.book.BanList.Ban;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How addresses did: Go's `MarkGood`, `MarkAttempt`, `MarkBad` and `ReinstateBadPeers`.
public final class AddressVerdicts {
  private final Shelves shelves;
  private final AddressIntake intake;
  private final Placement placement;
  private final BanList bans;
  private final InstantSource clock;

  AddressVerdicts(
      Shelves shelves,
      AddressIntake intake,
      Placement placement,
      BanList bans,
      InstantSource clock) {
    this.shelves = shelves;
    this.intake = intake;
    this.placement = placement;
    this.bans = bans;
    this.clock = clock;
  }

  /// Learn that a node did something useful: its failures are forgotten, and it moves to an old bucket if it is not
  /// in one. If that bucket is full, the one in it that was tried longest ago becomes new again.
  ///
  /// @param id whose address; unknown ids do nothing
  public void markGood(NodeId id) {
    shelves
        .find(id)
        .ifPresent(known -> {
          known.markGood(clock);
          if (!known.isOld()) {
            promote(known);
          }
        });
  }

  private void promote(KnownAddress known) {
    int bucket = placement.oldBucket(known.address());
    if (shelves.isFull(Tier.OLD, bucket)) {
      shelves.oldest(Tier.OLD, bucket).ifPresent(this::demote);
    }
    shelves.remove(known);
    known.becomes(Tier.OLD);
    shelves.put(known, bucket);
  }

  /// The original loses the address here, because it forgets to make it new before it looks for a new bucket.
  private void demote(KnownAddress known) {
    shelves.remove(known);
    intake.readmit(known);
  }

  /// Learn that an address was dialled in vain.
  ///
  /// @param id whose address; unknown ids do nothing
  public void markAttempt(NodeId id) {
    shelves.find(id).ifPresent(known -> known.markAttempt(clock));
  }

  /// Give an address up for a time: it leaves the book, and is refused until [#reinstate()] finds the time over.
  /// Nobody is blamed for it.
  ///
  /// @param address the address; an id that is not in the book does nothing
  /// @param time for how long
  public void giveUp(NetAddress address, Duration time) {
    shelves.find(address.id()).ifPresent(known -> ban(known, true, time));
  }

  /// Ban a peer for what it did. Its id leaves the book and is refused until [#reinstate()] finds the time over, and
  /// the ban counts against its IP.
  ///
  /// @param address the remote end of its connection; the port does not matter
  /// @param time for how long
  public void ban(NetAddress address, Duration time) {
    bans.score(address.ip());
    Optional<KnownAddress> inBook = shelves.find(address.id());
    Optional<Ban> banned = bans.find(address.id());
    if (inBook.isPresent()) {
      ban(inBook.get(), true, time);
    } else if (banned.isPresent()) {
      banned.get().known().banUntil(end(time));
    } else {
      ban(KnownAddress.heardOf(address, address, clock), false, time);
    }
  }

  private void ban(KnownAddress known, boolean fromBook, Duration time) {
    known.banUntil(end(time));
    shelves.remove(known);
    bans.add(new Ban(known, fromBook));
  }

  private Instant end(Duration time) {
    return clock.instant().plus(time);
  }

  /// Put a ban of the file back, if it is not over.
  void restoreBan(AddressRecord stored, boolean fromBook) {
    KnownAddress known = KnownAddress.restored(stored);
    shelves.find(known.id()).ifPresent(shelves::remove);
    if (bans.find(known.id()).isEmpty()) {
      bans.add(new Ban(known, fromBook));
    }
  }

  /// End the bans whose time is over; addresses that were in the book return to it as new ones.
  public void reinstate() {
    for (Ban ban : bans.takeExpired()) {
      if (ban.fromBook()) {
        intake.readmit(ban.known());
      }
    }
  }

  /// Tell whether a node proved good and has not been banned or thrown out since.
  ///
  /// @param id an id
  /// @return true if it is in an old bucket
  public boolean isGood(NodeId id) {
    return shelves.find(id).filter(KnownAddress::isOld).isPresent();
  }

  /// Tell whether an id is banned or given up.
  ///
  /// @param id an id
  /// @return true until [#reinstate()] ends it
  public boolean isBanned(NodeId id) {
    return bans.contains(id);
  }
}
