/// Keys, signatures, transcripts and frame ciphers, as plain values without a provider look-up at run time.
///
/// Start with [Ed25519PrivateKey] for a node's identity, [X25519KeyPair], [HkdfSha256] and [MerlinTranscript] for a
/// secret connection's handshake, and [FrameCipherProvider] for what follows it.
///
/// Whatever a peer's bytes alone can bring about is a verdict or a checked [CryptoException]; unchecked exceptions
/// mean that the caller broke a contract. Arrays are copied on the way in and out unless a method says otherwise.
package dev.cometj.crypto;
