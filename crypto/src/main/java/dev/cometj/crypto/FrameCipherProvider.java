package dev.cometj.crypto;

import dev.cometj.crypto.internal.frame.FrameCipherSearch;
import dev.cometj.crypto.internal.frame.JdkFrameCiphers;
import java.util.concurrent.Executor;

/// Makes ChaCha20-Poly1305 ciphers for secret connection frames; the service by which a faster implementation is
/// plugged in.
///
/// Providers are cheap and may be used by any thread. Every provider yields the same bytes; a rank
/// only says which one is quicker. A call that seals or opens many frames lets a provider work on several at once.
public interface FrameCipherProvider {

  /// The rank of [#jdk()]; a provider that wants to be preferred has a higher one.
  int JDK_RANK = 0;

  /// The name that logs and status pages show.
  ///
  /// @return a short name
  String name();

  /// How fast this provider is beside others: the usable one with the highest rank is preferred.
  ///
  /// @return the rank; [#JDK_RANK] for the JDK's own cipher
  int rank();

  /// Tells whether this provider can work in this process, for example because an optional module is there.
  ///
  /// @return false if it must not be asked for ciphers
  boolean isUsable();

  /// Makes the sending half for one direction of one connection.
  ///
  /// @param key the 32 key bytes, copied
  /// @param firstCounter the number of the first frame, unsigned; 0 on a fresh connection
  /// @return a sealer for use by one thread
  /// @throws IllegalArgumentException if the key has another length
  FrameSealer sealer(byte[] key, long firstCounter);

  /// Makes the receiving half for one direction of one connection.
  ///
  /// @param key the 32 key bytes, copied
  /// @param firstCounter the number of the first frame, unsigned; 0 on a fresh connection
  /// @return an opener for use by one thread
  /// @throws IllegalArgumentException if the key has another length
  FrameOpener opener(byte[] key, long firstCounter);

  /// Gets ready for speed, where that takes time: a code path may be slow until the JVM has compiled it. Ciphers that this
  /// provider has made or will make may be used meanwhile, and give the same bytes in a way that needs no preparation.
  /// Without this call nothing is prepared, and nothing is held back.
  ///
  /// @param executor runs small tasks of some milliseconds, one after the other
  default void warmUp(Executor executor) {}

  /// Finds the usable provider with the highest rank. It searches the module path each time, so callers keep the
  /// result.
  ///
  /// @return that provider; [#jdk()] if there is no better one
  static FrameCipherProvider preferred() {
    return FrameCipherSearch.preferred();
  }

  /// The provider on the JDK's ChaCha20, usable everywhere.
  ///
  /// @return the JDK's provider
  static FrameCipherProvider jdk() {
    return new JdkFrameCiphers();
  }
}
