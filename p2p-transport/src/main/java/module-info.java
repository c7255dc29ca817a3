import org.jspecify.annotations.NullMarked;

/// The transport of the Go networks: secret connections and multiplexed channels over byte streams.
///
/// An application does not call it; put it on the module path and the Switch finds it by the scheme of
/// `p2p.laddr`.
@NullMarked
module dev.cometj.p2p.transport {
  requires dev.cometj.crypto;
  requires transitive dev.cometj.p2p;
  requires static org.jspecify;
}
