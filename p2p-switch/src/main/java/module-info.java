import org.jspecify.annotations.NullMarked;

/// The Switch of CometJ: accepting, dialling and redialling, admission, the peer set, and the assembly of a node
/// from the transports, reactors and components found on the module path.
///
/// Require this module to run a node; a reactor or a transport requires only `dev.cometj.p2p`.
///
/// - [dev.cometj.p2p.switching] is where an application begins: `SwitchAssembly` and `SystemRuntime`.
///
/// @uses dev.cometj.p2p.spi.TransportProvider one for each scheme of `p2p.laddr`
/// @uses dev.cometj.p2p.spi.ReactorProvider the reactors of the node
/// @uses dev.cometj.p2p.spi.ComponentProvider what reactors need besides
@NullMarked
module dev.cometj.p2p.switching {
  requires transitive dev.cometj.p2p;
  requires static transitive org.jspecify;

  exports dev.cometj.p2p.switching;

  uses dev.cometj.p2p.spi.TransportProvider;
  uses dev.cometj.p2p.spi.ReactorProvider;
  uses dev.cometj.p2p.spi.ComponentProvider;
}
