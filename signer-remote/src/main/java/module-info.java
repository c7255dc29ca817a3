import org.jspecify.annotations.NullMarked;

/// A validator's key in another process: the node's side, which listens at `priv_validator_laddr`, and the signer's
/// side, which dials in. Go's package `privval` without its files.
///
/// Put it on the module path to have it; nothing requires it. It is a module of its own since it is the one part of
/// the chain that speaks over secret connections, and most nodes have no use for it.
///
/// - [dev.cometj.signer.remote] has the signer's side for applications, and the program that serves key files.
///
/// @provides dev.cometj.p2p.spi.ComponentProvider the validator's key, if `priv_validator_laddr` is set
@NullMarked
module dev.cometj.signer.remote {
  requires com.google.protobuf;
  requires dev.cometj.crypto;
  requires dev.cometj.execution;
  requires dev.cometj.p2p.switching; // the runtime of the program
  requires dev.cometj.p2p.transport; // secret connections
  requires dev.cometj.wire;
  requires transitive dev.cometj.chain;
  requires transitive dev.cometj.p2p;
  requires static transitive org.jspecify;

  exports dev.cometj.signer.remote;

  provides dev.cometj.p2p.spi.ComponentProvider with
      dev.cometj.signer.remote.listen.RemoteSignerProvider;
}
