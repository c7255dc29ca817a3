package dev.cometj.chain;

import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import java.util.List;

/// Valid values, of which tests change one thing.
public final class Samples {

  public static final String CHAIN = "samples";
  public static final Bytes ADDRESS = Bytes.wrap(new byte[20]);
  public static final Bytes SIGNATURE = Bytes.wrap(new byte[64]);
  public static final Timestamp TIME = new Timestamp(1_700_000_000, 7);
  public static final Ed25519PrivateKey KEY = Ed25519PrivateKey.fromSeed(new byte[32]);

  private Samples() {}

  public static BlockId blockId(int seed) {
    return new BlockId(Values.hash(seed), new PartSetHeader(1, Values.hash(seed + 100)));
  }

  public static Vote vote(SignedMsgType type, BlockId blockId) {
    return new Vote(type, 3, 0, blockId, TIME, ADDRESS, 0, SIGNATURE, Bytes.EMPTY, Bytes.EMPTY);
  }

  public static CommitSig commitSig() {
    return new CommitSig(BlockIdFlag.COMMIT, ADDRESS, TIME, SIGNATURE);
  }

  public static Commit commit(long height, BlockId blockId) {
    return new Commit(height, 0, blockId, List.of(commitSig(), CommitSig.ABSENT));
  }

  public static ValidatorSet validators() throws InvalidChainDataException {
    return ValidatorSet.of(List.of(Validator.of(KEY.publicKey(), 10)));
  }

  public static Header header(long height, Bytes validatorsHash) {
    return new Header(
        BlockVersion.of(1),
        CHAIN,
        height,
        TIME,
        blockId(1),
        Bytes.EMPTY,
        Bytes.EMPTY,
        validatorsHash,
        Values.hash(3),
        Values.hash(4),
        Bytes.EMPTY,
        Values.hash(5),
        Bytes.EMPTY,
        ADDRESS);
  }

  public static Block block(Tx... txs) {
    return Block.of(
        header(4, Values.hash(2)),
        new Data(List.of(txs)),
        EvidenceList.EMPTY,
        commit(3, blockId(1)));
  }

  public static LightBlock lightBlock(long height) throws InvalidChainDataException {
    ValidatorSet validators = validators();
    Header header = header(height, validators.hash());
    BlockId blockId = new BlockId(header.hash(), blockId(9).partSetHeader());
    return new LightBlock(new SignedHeader(header, commit(height, blockId)), validators);
  }

  public static LightClientAttackEvidence attack(LightBlock conflicting, long commonHeight) {
    return new LightClientAttackEvidence(
        conflicting, commonHeight, conflicting.validatorSet().validators(), 10, TIME);
  }
}
