package dev.cometj.p2p.spi;

/// Something scheduled that can be called off.
@FunctionalInterface
public interface Cancellable {
  /// Call it off. After this returns in the owning mailbox it will not run. Calling off what ran already does
  /// nothing.
  void cancel();
}
