package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.spi.Mailbox;
import java.util.List;

/// A reactor in its place in a node. Immutable.
///
/// @param <P> the reactor's session with one peer
/// @param <M> the messages of its channels
public final class ReactorSlot<P, M> {
  private final ReactorOwner owner;
  private final Reactor<P, M> reactor;
  private final List<Channel<? extends M>> channels;

  private ReactorSlot(ReactorOwner owner, Reactor<P, M> reactor) {
    this.owner = owner;
    this.reactor = reactor;
    this.channels = owner.channels().values().stream().map(ReactorSlot::<M>typed).toList();
  }

  /// Make a slot.
  ///
  /// @param <P> the reactor's session with one peer
  /// @param <M> the messages of its channels
  /// @param owner what its provider declared
  /// @param reactor the reactor
  /// @return the slot
  public static <P, M> ReactorSlot<P, M> of(ReactorOwner owner, Reactor<P, M> reactor) {
    return new ReactorSlot<>(owner, reactor);
  }

  /// A provider lists its channels without their types; that they carry messages of its reactor is the promise of
  /// `ReactorProvider`, which one module keeps on both sides.
  @SuppressWarnings("unchecked")
  private static <M> Channel<? extends M> typed(Channel<?> channel) {
    return (Channel<? extends M>) channel;
  }

  /// Give what its provider declared.
  ///
  /// @return the owner of its facets
  public ReactorOwner owner() {
    return owner;
  }

  /// Tell the name.
  ///
  /// @return the name its provider gave
  public String name() {
    return owner.name();
  }

  /// Give the reactor.
  ///
  /// @return the reactor
  public Reactor<P, M> reactor() {
    return reactor;
  }

  Mailbox mailbox() {
    return owner.mailbox();
  }

  List<Channel<? extends M>> channels() {
    return channels;
  }

  @Override
  public String toString() {
    return owner.toString();
  }
}
