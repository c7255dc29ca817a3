package dev.cometj.p2p;

/// A reactor asked for a facet that its provider did not declare: an error of the reactor's author.
public final class FacetNotGrantedException extends P2pException {
  private static final long serialVersionUID = 1L;

  /// Make the failure.
  ///
  /// @param provider the name of the reactor's provider
  /// @param facet the facet it asked for
  public FacetNotGrantedException(String provider, Class<?> facet) {
    super(
        "%s asked for %s, which its provider does not declare"
            .formatted(provider, facet.getSimpleName()));
  }

  /// Make the failure for a fact about peers.
  ///
  /// @param provider the name of the reactor's provider
  /// @param facet the facet it used
  /// @param key the key that its provider does not declare for this facet
  public FacetNotGrantedException(String provider, Class<?> facet, AttributeKey<?> key) {
    super(
        "%s used %s with key '%s', which its provider does not declare"
            .formatted(provider, facet.getSimpleName(), key.name()));
  }
}
