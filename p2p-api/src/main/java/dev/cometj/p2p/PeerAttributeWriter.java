package dev.cometj.p2p;

/// Publishes facts about a peer; PR-04. Usable from any thread; one provider publishes a key.
public interface PeerAttributeWriter {
  /// Publish a fact in place of the former one.
  ///
  /// @param <T> the fact
  /// @param key a key the provider declared to publish
  /// @param value the new value, immutable
  <T> void set(AttributeKey<T> key, T value);
}
