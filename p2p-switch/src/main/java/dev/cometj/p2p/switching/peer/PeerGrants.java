package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.Grants;

/// One peer's facets for one reactor.
///
/// @param peer the peer
/// @param owner the reactor
record PeerGrants(PeerConnection peer, ReactorOwner owner) implements Grants {
  @Override
  public <F> F facet(Class<F> facet) {
    owner.requireFacet(facet);
    return facet.cast(PeerFacets.create(facet, peer, owner));
  }

  @Override
  public String toString() {
    return "facets of " + peer + " for " + owner;
  }
}
