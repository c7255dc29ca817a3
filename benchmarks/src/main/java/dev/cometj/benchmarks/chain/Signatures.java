package dev.cometj.benchmarks.chain;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockIdFlag;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.CommitSignBytes;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.InvalidCommitException;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519Batch;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.Ed25519PublicKey;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/// Signatures of keys that have been seen before, and commits.
final class Signatures {
  private static final int MESSAGE_BYTES = 110;

  /// Validators' keys that a node keeps.
  private static final int KEPT_KEYS = 4096;

  private final List<Ed25519PublicKey> keys = new ArrayList<>();
  private final List<byte[]> messages = new ArrayList<>();
  private final List<byte[]> signatures = new ArrayList<>();
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  private Signatures(int count) {
    Ed25519KeyCache cache = new Ed25519KeyCache(KEPT_KEYS);
    Inputs.Stream stream = new Inputs.Stream(2_000_000);
    for (int i = 0; i < count; i++) {
      Ed25519PrivateKey key = Inputs.key(i);
      byte[] message = stream.array(MESSAGE_BYTES);
      byte[] signature = key.sign(message);
      var _ = cache.kept(key.publicKey());
      keys.add(cache.kept(key.publicKey()));
      messages.add(message);
      signatures.add(signature);
      all.writeBytes(signature);
    }
  }

  private String digest() {
    return Inputs.digest(Bytes.wrap(all.toByteArray()));
  }

  /// One signature after the other.
  static Work single(int count) {
    Signatures in = new Signatures(count);
    int[] next = {0};
    return new Work(
        () -> {
          int i = next[0];
          next[0] = (i + 1) % count;
          require(in.keys.get(i).verifies(in.messages.get(i), in.signatures.get(i)));
          return in;
        },
        1,
        in.digest());
  }

  /// A batch in so many parts at once, as a commit is checked.
  static Work batch(int count, int parts) {
    Signatures in = new Signatures(count);
    SecureRandom random = new SecureRandom();
    Executor others = threads(parts);
    return new Work(() -> in.verifyInParts(random, others, parts), count, in.digest());
  }

  private boolean verifyInParts(SecureRandom random, Executor others, int parts) {
    int count = keys.size();
    List<FutureTask<Boolean>> tasks = new ArrayList<>(parts);
    for (int part = 0; part < parts; part++) {
      int from = count * part / parts;
      int to = count * (part + 1) / parts;
      FutureTask<Boolean> task = new FutureTask<>(() -> verifyBatch(random, from, to));
      tasks.add(task);
      if (part > 0) {
        others.execute(task);
      }
    }
    tasks.getFirst().run();
    for (FutureTask<Boolean> task : tasks) {
      try {
        require(task.get());
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return true;
  }

  private boolean verifyBatch(SecureRandom random, int from, int to) {
    Ed25519Batch batch = new Ed25519Batch(random);
    for (int i = from; i < to; i++) {
      batch.add(keys.get(i), messages.get(i), signatures.get(i));
    }
    for (boolean good : batch.verify()) {
      require(good);
    }
    return true;
  }

  /// A commit of so many validators, as a node with these processors checks it.
  static Work commit(int count) {
    Map<Bytes, Ed25519PrivateKey> byAddress = new HashMap<>();
    List<Validator> validators = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Ed25519PrivateKey key = Inputs.key(i);
      Validator validator = Validator.of(key.publicKey(), 10);
      validators.add(validator);
      byAddress.put(validator.address(), key);
    }
    ValidatorSet set = setOf(validators);
    BlockId blockId = Inputs.blockId(new Inputs.Stream(3_000_000));
    Commit unsigned = commit(set, blockId, Collections.nCopies(count, Bytes.EMPTY));
    CommitSignBytes signBytes = unsigned.signBytes(Inputs.CHAIN_ID);
    List<Bytes> signatures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Ed25519PrivateKey key = Objects.requireNonNull(byAddress.get(set.get(i).address()));
      signatures.add(Bytes.wrap(key.sign(signBytes.of(i))));
    }
    Commit commit = commit(set, blockId, signatures);
    int processors = Runtime.getRuntime().availableProcessors();
    CommitVerifier verifier =
        new CommitVerifier(
            new SecureRandom(), threads(processors), processors, new Ed25519KeyCache(KEPT_KEYS));
    return new Work(() -> verify(verifier, set, blockId, commit), 1, Inputs.digest(commit.hash()));
  }

  private static ValidatorSet setOf(List<Validator> validators) {
    try {
      return ValidatorSet.of(validators);
    } catch (InvalidChainDataException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Commit commit(ValidatorSet set, BlockId blockId, List<Bytes> signatures) {
    List<CommitSig> entries = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      entries.add(
          new CommitSig(
              BlockIdFlag.COMMIT, set.get(i).address(), Inputs.time(i), signatures.get(i)));
    }
    return new Commit(5, 0, blockId, entries);
  }

  private static Commit verify(
      CommitVerifier verifier, ValidatorSet set, BlockId blockId, Commit commit) {
    try {
      verifier.verify(Inputs.CHAIN_ID, set, blockId, 5, commit);
    } catch (InvalidCommitException e) {
      throw new IllegalStateException(e);
    }
    return commit;
  }

  /// What a node computes on.
  private static Executor threads(int count) {
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, "compute");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static void require(boolean isGood) {
    if (!isGood) {
      throw new IllegalStateException("a good signature was refused");
    }
  }
}
