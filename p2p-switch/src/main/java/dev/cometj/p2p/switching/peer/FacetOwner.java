package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.spi.Mailbox;

/// On whose behalf a facet acts: a reactor, or the application. It decides where stages and actions end, and what the
/// facet may be used for. Usable from any thread.
public interface FacetOwner {
  /// Name it for logs and failures.
  ///
  /// @return the provider's name
  String name();

  /// Give the mailbox in which everything that is handed to the owner ends.
  ///
  /// @return the mailbox
  Mailbox mailbox();

  /// Refuse a channel that is not the owner's.
  ///
  /// @param channel the channel
  /// @throws IllegalArgumentException if the owner's provider did not declare it
  void requireChannel(Channel<?> channel);

  /// Refuse a fact that the owner did not declare to read.
  ///
  /// @param key the fact's key
  /// @throws dev.cometj.p2p.FacetNotGrantedException if so
  void requireReads(AttributeKey<?> key);

  /// Refuse a fact that the owner did not declare to publish.
  ///
  /// @param key the fact's key
  /// @throws dev.cometj.p2p.FacetNotGrantedException if so
  void requirePublishes(AttributeKey<?> key);
}
