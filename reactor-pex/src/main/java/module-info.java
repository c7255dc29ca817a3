import org.jspecify.annotations.NullMarked;

/// Peer exchange: the address book, and the reactor that keeps enough peers connected, answers who asks for
/// addresses, and crawls the network where the node is a seed. Go's package `p2p/pex`.
///
/// Put it on the module path to have it; nothing requires it by name and it exports nothing. It offers the
/// service [dev.cometj.p2p.AddressBook].
@NullMarked
module dev.cometj.reactor.pex {
  requires dev.cometj.p2p;
  requires dev.cometj.wire;
  requires tools.jackson.core;
  requires static org.jspecify;

  provides dev.cometj.p2p.spi.ReactorProvider with
      dev.cometj.reactor.pex.PexReactorProvider;
}
