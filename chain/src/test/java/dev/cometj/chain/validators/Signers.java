package dev.cometj.chain.validators;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Vote;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.PrivateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Validators whose keys the tests have.
public final class Signers {

  public static final String CHAIN = "signers-chain";

  private final Map<Bytes, PrivateKey> keys = new HashMap<>();
  private final ValidatorSet set;

  private Signers(List<? extends PrivateKey> signers, long power) throws InvalidChainDataException {
    List<Validator> validators = new ArrayList<>();
    for (PrivateKey signer : signers) {
      Validator validator = Validator.of(signer.publicKey(), power);
      keys.put(validator.address(), signer);
      validators.add(validator);
    }
    this.set = ValidatorSet.of(validators);
  }

  public static Signers ofKeys(List<? extends PrivateKey> signers)
      throws InvalidChainDataException {
    return new Signers(signers, 10);
  }

  public static Signers of(int count, long seed) throws InvalidChainDataException {
    Random random = new Random(seed);
    List<Ed25519PrivateKey> signers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      signers.add(Ed25519PrivateKey.generate(random));
    }
    return new Signers(signers, 10);
  }

  public ValidatorSet set() {
    return set;
  }

  public static BlockId blockId(int number) {
    byte[] hash = new byte[32];
    hash[0] = (byte) number;
    return new BlockId(Bytes.wrap(hash), new PartSetHeader(1, Bytes.wrap(hash)));
  }

  public Vote vote(int index, SignedMsgType type, long height, int round, BlockId id) {
    Bytes address = set.get(index).address();
    Timestamp time = new Timestamp(1_700_000_000L + index, index);
    Vote unsigned =
        new Vote(
            type, height, round, id, time, address, index, Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY);
    return unsigned.signed(time, Bytes.wrap(key(address).sign(unsigned.signBytes(CHAIN))));
  }

  private PrivateKey key(Bytes address) {
    PrivateKey key = keys.get(address);
    if (key == null) {
      throw new AssertionError("no signer of " + address);
    }
    return key;
  }

  /// A commit of the first validators, the others being absent.
  public Commit commit(long height, BlockId id, int signed) {
    List<CommitSig> entries = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      entries.add(
          i < signed
              ? vote(i, SignedMsgType.PRECOMMIT, height, 0, id).toCommitSig()
              : CommitSig.ABSENT);
    }
    return new Commit(height, 0, id, entries);
  }

  /// The same commit with a bit of one signature flipped.
  public static Commit spoiled(Commit commit, int index) {
    List<CommitSig> entries = new ArrayList<>(commit.signatures());
    CommitSig entry = entries.get(index);
    byte[] signature = entry.signature().toByteArray();
    signature[signature.length - 20] ^= 1;
    entries.set(
        index,
        new CommitSig(
            entry.flag(), entry.validatorAddress(), entry.timestamp(), Bytes.wrap(signature)));
    return new Commit(commit.height(), commit.round(), commit.blockId(), entries);
  }
}
