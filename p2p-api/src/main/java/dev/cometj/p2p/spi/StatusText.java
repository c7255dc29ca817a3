package dev.cometj.p2p.spi;

/// What a component tells a person who watches the node: a few words in the line below its log. A component contributes
/// by offering this interface as a service; any number may.
@FunctionalInterface
public interface StatusText {
  /// Tell how things are. Called about twice a second while somebody watches, from one thread at a time, possibly
  /// before the component has started or after it has stopped; must not block.
  ///
  /// @return for example `height 12 of 345`, or the empty text if there is nothing to tell
  String text();
}
