package dev.cometj.chain.validators;

import dev.cometj.crypto.Ed25519Batch;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;

/// The signatures of one commit, gathered first and then checked in some pieces at once.
final class SignatureCheck {

  /// A piece smaller than this is not worth another thread.
  private static final int SMALLEST_PIECE = 8;

  private final List<Integer> places = new ArrayList<>();
  private final List<PublicKey> keys = new ArrayList<>();
  private final List<byte[]> messages = new ArrayList<>();
  private final List<byte[]> signatures = new ArrayList<>();

  void add(int place, PublicKey key, byte[] message, byte[] signature) {
    places.add(place);
    keys.add(key);
    messages.add(message);
    signatures.add(signature);
  }

  /// Checks all signatures.
  ///
  /// @param random where the coefficients of batches come from; asked by the calling thread only
  /// @param executor where all pieces but one are handed to; a piece that it does not get to is done by the caller
  /// @param parallelism the number of pieces
  /// @return the place of the first bad signature, or -1 if all are good
  int firstBad(RandomGenerator random, Executor executor, int parallelism, Ed25519KeyCache cache) {
    int count = places.size();
    int pieces = Math.clamp(count / SMALLEST_PIECE, 1, parallelism);
    List<FutureTask<Integer>> tasks = new ArrayList<>(pieces);
    for (int piece = 0; piece < pieces; piece++) {
      int from = (int) ((long) count * piece / pieces);
      int to = (int) ((long) count * (piece + 1) / pieces);
      byte[] coefficients = new byte[Ed25519Batch.COEFFICIENT_BYTES * (to - from)];
      random.nextBytes(coefficients);
      FutureTask<Integer> task =
          new FutureTask<>(() -> firstBad(from, to, new DrawnBytes(coefficients), cache));
      tasks.add(task);
      if (piece > 0) {
        executor.execute(task);
      }
    }
    for (FutureTask<Integer> task : tasks) {
      task.run();
      int bad = result(task);
      if (bad >= 0) {
        return places.get(bad);
      }
    }
    return -1;
  }

  private static int result(FutureTask<Integer> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("a signature check does not fail", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int firstBad(int from, int to, RandomGenerator random, Ed25519KeyCache cache) {
    Ed25519Batch batch = new Ed25519Batch(random);
    List<Integer> batched = new ArrayList<>(to - from);
    int bad = to;
    for (int i = from; i < bad; i++) {
      if (keys.get(i) instanceof Ed25519PublicKey key) {
        batch.add(cache.kept(key), messages.get(i), signatures.get(i));
        batched.add(i);
      } else if (!keys.get(i).verifies(messages.get(i), signatures.get(i))) {
        bad = i;
      }
    }
    boolean[] good = batch.verify();
    for (int i = 0; i < good.length; i++) {
      if (!good[i]) {
        return batched.get(i);
      }
    }
    return bad < to ? bad : -1;
  }
}
