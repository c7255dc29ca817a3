package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.Grants;
import dev.cometj.p2p.switching.peer.ReactorOwner;

/// The Switch's facets for one reactor.
///
/// @param network the Switch
/// @param owner the reactor
public record SwitchGrants(PeerSwitch network, ReactorOwner owner) implements Grants {
  @Override
  public <F> F facet(Class<F> facet) {
    owner.requireFacet(facet);
    return facet.cast(SwitchFacets.create(facet, network, owner));
  }

  @Override
  public String toString() {
    return "facets of the Switch for " + owner;
  }
}
