package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What comes out of the book: addresses to dial, and selections to hand on. Go's `PickAddress`, `GetSelection`,
/// `GetSelectionWithBias` and `NeedMoreAddrs`.
public final class AddressPicker {
  /// With fewer addresses than this the node asks for more.
  public static final int ENOUGH = 1000;

  /// The most addresses handed on at once.
  public static final int MAX_SELECTION = 250;

  private static final int MIN_SELECTION = 32;
  private static final int SELECTION_PERCENT = 23;

  private final Shelves shelves;
  private final RandomGenerator random;

  AddressPicker(Shelves shelves, RandomGenerator random) {
    this.shelves = shelves;
    this.random = random;
  }

  /// Count the addresses.
  ///
  /// @return how many, without banned ones
  public int size() {
    return shelves.size();
  }

  /// Tell whether there is no address.
  ///
  /// @return true if so
  public boolean isEmpty() {
    return size() == 0;
  }

  /// Tell whether the node should ask for more addresses.
  ///
  /// @return true below [#ENOUGH]
  public boolean needsMore() {
    return size() < ENOUGH;
  }

  /// Tell whether an id is in the book.
  ///
  /// @param id an id
  /// @return true if so; banned ones are not
  public boolean has(NodeId id) {
    return shelves.find(id).isPresent();
  }

  /// Pick an address to dial: one tier by chance, weighted by the root of its size, then any of its buckets that
  /// hold something, then any address in it.
  ///
  /// @param bias how strongly new addresses are preferred, in percent; cut to 0..100
  /// @return an address, or empty if the book is empty or the tier chosen is
  public Optional<NetAddress> pick(int bias) {
    double towardsNew = Math.clamp(bias, 0, 100);
    double old = Math.sqrt(shelves.size(Tier.OLD)) * (100 - towardsNew);
    double fresh = Math.sqrt(shelves.size(Tier.NEW)) * towardsNew;
    Tier tier = (fresh + old) * random.nextDouble() < old ? Tier.OLD : Tier.NEW;
    int filled = shelves.filled(tier).cardinality();
    if (filled == 0) {
      return Optional.empty();
    }
    int number =
        shelves.filled(tier).stream().skip(random.nextInt(filled)).findFirst().orElseThrow();
    Collection<KnownAddress> bucket = shelves.contents(tier, number).values();
    return bucket.stream()
        .skip(random.nextInt(bucket.size()))
        .findFirst()
        .map(KnownAddress::address);
  }

  /// Select addresses at random: 23 percent of the book, but at least 32 or what there is, and at most 250.
  ///
  /// @return different addresses, new and old alike
  public List<NetAddress> selection() {
    List<NetAddress> all = new ArrayList<>(size());
    shelves.all().forEach(known -> all.add(known.address()));
    int wanted = selectionSize();
    for (int i = 0; i < wanted; i++) {
      Collections.swap(all, i, i + random.nextInt(all.size() - i));
    }
    return List.copyOf(all.subList(0, wanted));
  }

  /// Select as many, with a share of new addresses in front as far as there are enough old ones.
  ///
  /// As in the original each address counts once for every bucket it is in, and a tier that was to give none gives
  /// one if it can.
  ///
  /// @param bias the share of new addresses, in percent; cut to 0..100
  /// @return different addresses, at most 250
  public List<NetAddress> selectionWithBias(int bias) {
    int wanted = selectionSize();
    if (wanted == 0) {
      return List.of();
    }
    int share = (int) Math.round(Math.clamp(bias, 0, 100) / 100.0 * wanted);
    List<NetAddress> selection =
        new ArrayList<>(draw(Tier.NEW, Math.max(share, wanted - shelves.size(Tier.OLD))));
    selection.addAll(draw(Tier.OLD, wanted - selection.size()));
    return List.copyOf(selection.subList(0, Math.min(selection.size(), MAX_SELECTION)));
  }

  private int selectionSize() {
    int most = Math.max(Math.min(MIN_SELECTION, size()), size() * SELECTION_PERCENT / 100);
    return Math.min(MAX_SELECTION, most);
  }

  private Set<NetAddress> draw(Tier tier, int count) {
    List<KnownAddress> places = new ArrayList<>();
    shelves.buckets(tier).forEach(bucket -> places.addAll(bucket.values()));
    Collections.shuffle(places, random);
    Set<NetAddress> drawn = new LinkedHashSet<>();
    for (KnownAddress known : places) {
      drawn.add(known.address());
      if (drawn.size() >= count) {
        break;
      }
    }
    return drawn;
  }
}
