import org.jspecify.annotations.NullMarked;

/// The contracts of CometJ's peer-to-peer layer: what a reactor may ask of the Switch and of a peer, how
/// messages are typed, and what a transport, a reactor or a component has to provide.
///
/// Require this module to write a reactor or a transport; require `dev.cometj.p2p.switching` to run them.
/// No third-party type appears in a signature.
///
/// - [dev.cometj.p2p] is what reactors and applications use.
/// - [dev.cometj.p2p.spi] is what plugins implement and what a host injects.
@NullMarked
module dev.cometj.p2p {
  requires static transitive org.jspecify;

  exports dev.cometj.p2p;
  exports dev.cometj.p2p.spi;
}
