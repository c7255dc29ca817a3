package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.FacetNotGrantedException;
import dev.cometj.p2p.PeerAttributeWriter;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.spi.Mailbox;
import java.util.Map;
import java.util.Set;

/// A reactor as the owner of facets: its place, its mailbox, and what its provider declared.
///
/// @param index its place in the order of admission
/// @param name the reactor's name
/// @param mailbox where all its calls run
/// @param channels the channels it owns, by id
/// @param facets the facets it is granted
/// @param reads the facts it reads
/// @param publishes the facts it publishes
public record ReactorOwner(
    int index,
    String name,
    Mailbox mailbox,
    Map<Integer, Channel<?>> channels,
    Set<Class<?>> facets,
    Set<AttributeKey<?>> reads,
    Set<AttributeKey<?>> publishes)
    implements FacetOwner {
  /// Keep unmodifiable copies.
  public ReactorOwner {
    channels = Map.copyOf(channels);
    facets = Set.copyOf(facets);
    reads = Set.copyOf(reads);
    publishes = Set.copyOf(publishes);
  }

  /// Refuse a facet that was not declared.
  ///
  /// @param facet the facet
  /// @throws FacetNotGrantedException if so
  public void requireFacet(Class<?> facet) {
    if (!facets.contains(facet)) {
      throw new FacetNotGrantedException(name, facet);
    }
  }

  @Override
  public void requireChannel(Channel<?> channel) {
    if (!channels.containsKey(channel.id())) {
      throw new IllegalArgumentException(
          "%s used channel %s, which is not its own".formatted(name, channel));
    }
  }

  @Override
  public void requireReads(AttributeKey<?> key) {
    if (!reads.contains(key)) {
      throw new FacetNotGrantedException(name, PeerAttributes.class, key);
    }
  }

  @Override
  public void requirePublishes(AttributeKey<?> key) {
    if (!publishes.contains(key)) {
      throw new FacetNotGrantedException(name, PeerAttributeWriter.class, key);
    }
  }

  @Override
  public String toString() {
    return "reactor " + name;
  }
}
