package dev.cometj.crypto;

import dev.cometj.crypto.internal.ed25519.PreparedKey;
import dev.cometj.crypto.internal.ed25519.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Many Ed25519 signatures that are checked together in a fraction of the time.
///
/// The verdicts are those of [Ed25519PublicKey#verifies(byte\[\], byte\[\])], signature by signature: if all are good,
/// one equation shows it; if not, each is checked on its own, and the time is the sum of both.
///
/// For one thread at a time, and for one use. Realises the `BatchVerifier` of `crypto/ed25519/ed25519.go`.
public final class Ed25519Batch {

  /// How many random bytes a verification asks for at most, for each signature.
  public static final int COEFFICIENT_BYTES = Verification.COEFFICIENT_BYTES;

  private final RandomGenerator random;
  private final List<Ed25519PublicKey> keys = new ArrayList<>();
  private final List<byte[]> messages = new ArrayList<>();
  private final List<byte[]> signatures = new ArrayList<>();

  /// Makes an empty batch.
  ///
  /// @param random where the coefficients of the equation come from: a [java.security.SecureRandom] outside of
  ///     simulations, for whoever foresees them can make a batch of bad signatures pass
  public Ed25519Batch(RandomGenerator random) {
    this.random = random;
  }

  /// Adds a signature. The arrays must not change before the verification.
  ///
  /// @param key the key, a point or not
  /// @param message what was signed
  /// @param signature the signature, of any length: it is bad unless it has 64 bytes
  public void add(Ed25519PublicKey key, byte[] message, byte[] signature) {
    keys.add(key);
    messages.add(message);
    signatures.add(signature);
  }

  /// The number of signatures added.
  ///
  /// @return the number
  public int size() {
    return keys.size();
  }

  /// Checks the signatures. Never throws for what a peer sent.
  ///
  /// @return of each signature, in the order in which they were added, whether it is good
  public boolean[] verify() {
    int count = keys.size();
    byte[][] encoded = new byte[count][];
    @Nullable PreparedKey[] prepared = new PreparedKey[count];
    for (int i = 0; i < count; i++) {
      encoded[i] = keys.get(i).encoded();
      prepared[i] = keys.get(i).prepared();
    }
    return Verification.verifyAll(
        encoded,
        prepared,
        messages.toArray(new byte[0][]),
        signatures.toArray(new byte[0][]),
        random);
  }
}
