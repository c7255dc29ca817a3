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
}
