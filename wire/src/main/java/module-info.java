/// The messages of CometBFT v0.38 as generated protobuf classes, and the strict decoding of bytes that a peer sent.
///
/// For codecs only: everything else works on the typed messages of its own layer. The messages keep the original's
/// names; the packages follow its folders (`tendermint.p2p` is `dev.cometj.wire.p2p`).
///
/// Two rules for those who encode and decode:
///
/// - The original writes a member that it holds by value even when the member is empty. Such members are marked in
///   the `.proto` files with "always written": call their setter with the default instance, so that `hasX()` is
///   true, or hashes, signatures and byte-exact comparisons fail.
/// - Bytes from a peer go through [dev.cometj.wire.decode.UntrustedDecoder], never through `parseFrom`.
///
/// Strings are not checked for UTF-8, as in the original, and are written back as they came; compare strings that a
/// peer sent by their `...Bytes` accessors.
///
/// The library `com.google.protobuf` is an automatic module, hence the lint exceptions of this module.
@org.jspecify.annotations.NullMarked
module dev.cometj.wire {
  requires transitive com.google.protobuf;
  requires static org.jspecify;

  exports dev.cometj.wire.crypto;
  exports dev.cometj.wire.decode;
  exports dev.cometj.wire.p2p;
}
