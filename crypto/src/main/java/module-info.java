import dev.cometj.crypto.FrameCipherProvider;

/// The cryptography of CometBFT's connections and consensus keys: Ed25519 by the rules of ZIP-215, X25519,
/// HKDF-SHA256, Merlin transcripts, and the sealing of secret connection frames.
///
/// For transports, node keys and everything that checks a signature. Verification is written here because
/// consensus needs the exact set of accepted signatures, which no provider on the JVM offers; secrets are only
/// handled by BouncyCastle's and the JDK's constant-time code.
///
/// @uses dev.cometj.crypto.FrameCipherProvider faster frame ciphers; without one frames
///     are sealed on the JDK's ChaCha20
@org.jspecify.annotations.NullMarked
module dev.cometj.crypto {
  requires org.bouncycastle.provider;
  // Eight frames and four square roots at once, where the JVM has it in the graph (`--add-modules
  // jdk.incubator.vector`).
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports dev.cometj.crypto;

  uses FrameCipherProvider;
}
