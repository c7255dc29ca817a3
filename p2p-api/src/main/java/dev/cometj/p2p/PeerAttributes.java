package dev.cometj.p2p;

import java.util.Optional;
import java.util.function.Consumer;

/// Facts that other reactors publish about a peer; PR-03. Usable from any thread.
public interface PeerAttributes {
  /// Read a fact.
  ///
  /// @param <T> the fact
  /// @param key a key the provider declared to read
  /// @return its latest value, or empty if nobody published one yet
  <T> Optional<T> get(AttributeKey<T> key);

  /// Be told of every later change of a fact; changes may be merged, the latest is never lost.
  ///
  /// @param <T> the fact
  /// @param key a key the provider declared to read
  /// @param action gets the latest value, as an event in the reactor's mailbox
  <T> void onChange(AttributeKey<T> key, Consumer<T> action);

  /// Tell whether a fact is to be expected at all.
  ///
  /// @param key a key the provider declared to read
  /// @return true if some reactor of the node declares to publish it
  boolean isPublished(AttributeKey<?> key);
}
