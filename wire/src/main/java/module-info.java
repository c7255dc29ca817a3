/// The messages of CometBFT v0.38 as generated protobuf classes, and the strict decoding of bytes that a peer sent.
///
/// For codecs only: everything else works on the typed messages of its own layer. The messages keep the original's
/// names; the packages follow its folders (`tendermint.p2p` is `dev.cometj.wire.p2p`).
///
/// Two rules for those who encode and decode:
///
/// - The original writes a member that it holds by value even when the member is empty. The `.proto` files mark such
///   members with `(cometj.always_written)`: call their setter with the default instance, so that `hasX()` is true,
///   or let [dev.cometj.wire.decode.AlwaysWritten] do it. Else hashes, signatures and byte-exact comparisons fail.
/// - Bytes from a peer go through [dev.cometj.wire.decode.UntrustedDecoder], never through `parseFrom`.
///
/// Strings are not checked for UTF-8, as in the original, and are written back as they came; compare strings that a
/// peer sent by their `...Bytes` accessors.
///
/// The library `com.google.protobuf` is an automatic module: it has a stable name, but no description of its own.
@org.jspecify.annotations.NullMarked
module dev.cometj.wire {
  requires transitive com.google.protobuf;
  requires static org.jspecify;

  exports dev.cometj.wire.abci;
  exports dev.cometj.wire.bits;
  exports dev.cometj.wire.blocksync;
  exports dev.cometj.wire.consensus;
  exports dev.cometj.wire.crypto;
  exports dev.cometj.wire.decode;
  exports dev.cometj.wire.mempool;
  exports dev.cometj.wire.p2p;
  exports dev.cometj.wire.privval;
  exports dev.cometj.wire.state;
  exports dev.cometj.wire.statesync;
  exports dev.cometj.wire.store;
  exports dev.cometj.wire.types;
  exports dev.cometj.wire.version;
}
