package dev.cometj.p2p;

/// Facets granted to one reactor: of the Switch, or of one peer. A reactor takes what it needs once and keeps it.
public interface Grants {
  /// Take a facet.
  ///
  /// @param <F> the facet
  /// @param facet its interface
  /// @return an object with the methods of that interface only
  /// @throws FacetNotGrantedException if the reactor's provider did not declare it; naming both
  <F> F facet(Class<F> facet);
}
