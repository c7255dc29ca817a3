package dev.cometj.p2p.spi;

import dev.cometj.p2p.Grants;

/// What a reactor gets when it is created.
public interface ReactorContext extends ComponentContext {
  /// Give the facets of the Switch that the provider declared. They work from [Component#start] on.
  ///
  /// @return the Switch's facets
  Grants switchFacets();
}
