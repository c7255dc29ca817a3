package dev.cometj.reactor.evidence;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockIdFlag;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.Data;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Vote;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.EvidenceParams;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.params.GenesisValidator;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.Sha256;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A chain of four validators with a block each minute, in production stores in memory, and evidence against them.
public final class TestChain {
  public static final String CHAIN = "evidence-chain";
  public static final Timestamp START = new Timestamp(1_700_000_000, 0);
  public static final Duration BLOCK_TIME = Duration.ofMinutes(1);

  /// The height from which on evidence is too old after ten blocks, and ten minutes.
  public static final EvidenceParams SHORT =
      new EvidenceParams(10, Duration.ofMinutes(10), 1_048_576);

  private static final int POWER = 10;

  private final List<Ed25519PrivateKey> keys = new ArrayList<>();
  private final KeyValueStore database = Stores.emptyDatabase();
  private final Stores stores = Stores.over(database, true, Runnable::run);
  private State state;
  private Commit lastCommit = Commit.EMPTY;

  public TestChain() {
    this(ConsensusParams.DEFAULT.evidence());
  }

  public TestChain(EvidenceParams limits) {
    List<GenesisValidator> validators = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Ed25519PrivateKey key = key("validator " + i);
      keys.add(key);
      validators.add(new GenesisValidator(key.publicKey(), POWER + i, ""));
    }
    keys.sort(Comparator.comparing(key -> Bytes.wrap(key.publicKey().address())));
    try {
      state =
          State.ofGenesis(
              new GenesisDoc(
                  START, CHAIN, 1, params(limits), validators, Bytes.EMPTY, Bytes.EMPTY));
    } catch (InvalidChainDataException e) {
      throw new AssertionError(e);
    }
    stores.states().save(state).toCompletableFuture().join();
  }

  private static ConsensusParams params(EvidenceParams limits) {
    ConsensusParams base = ConsensusParams.DEFAULT;
    return new ConsensusParams(base.block(), limits, base.validator(), base.version(), base.abci());
  }

  public static Ed25519PrivateKey key(String name) {
    return Ed25519PrivateKey.fromSeed(
        Sha256.hash(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8))).toByteArray());
  }

  public BlockStore blocks() {
    return stores.blocks();
  }

  public StateStore states() {
    return stores.states();
  }

  public EvidenceStore evidence() {
    return stores.evidence();
  }

  public State state() {
    return state;
  }

  public long height() {
    return state.lastBlockHeight();
  }

  public static Timestamp timeOf(long height) {
    return START.plus(BLOCK_TIME.multipliedBy(height));
  }

  /// Add blocks without evidence.
  public TestChain grow(int count) {
    for (int i = 0; i < count; i++) {
      grow(List.of());
    }
    return this;
  }

  /// Add a block with evidence, true or not.
  public State grow(List<Evidence> evidence) {
    long height = state.nextHeight();
    Block block =
        Block.of(header(height), new Data(List.of()), new EvidenceList(evidence), lastCommit);
    PartSet parts = block.toPartSet();
    BlockId blockId = new BlockId(block.hash(), parts.header());
    lastCommit = sign(height, 0, blockId, keys);
    stores.blocks().save(block, parts, lastCommit).toCompletableFuture().join();
    state = after(block, blockId);
    stores.states().save(state).toCompletableFuture().join();
    return state;
  }

  private Header header(long height) {
    return new Header(
        BlockVersion.of(0),
        CHAIN,
        height,
        timeOf(height),
        state.lastBlockId(),
        Bytes.EMPTY,
        Bytes.EMPTY,
        state.validators().hash(),
        state.nextValidators().hash(),
        state.consensusParams().hash(),
        state.appHash(),
        state.lastResultsHash(),
        Bytes.EMPTY,
        state.validators().proposer().address());
  }

  private State after(Block block, BlockId blockId) {
    return new State(
        state.version(),
        state.software(),
        CHAIN,
        1,
        block.height(),
        blockId,
        block.header().time(),
        state.nextValidators().advanced(1),
        state.nextValidators(),
        state.validators(),
        state.lastHeightValidatorsChanged(),
        state.consensusParams(),
        state.lastHeightConsensusParamsChanged(),
        Sha256.hash(block.hash()),
        Sha256.hash(block.data().hash()));
  }

  /// Sign a commit with some of the validators' keys.
  public Commit sign(long height, int round, BlockId blockId, List<Ed25519PrivateKey> signers) {
    List<CommitSig> signatures = new ArrayList<>();
    for (Validator validator : validators().validators()) {
      signatures.add(
          signers.stream()
              .filter(key -> key.publicKey().equals(validator.publicKey()))
              .findFirst()
              .map(key -> entry(height, round, blockId, key))
              .orElse(CommitSig.ABSENT));
    }
    return new Commit(height, round, blockId, signatures);
  }

  private CommitSig entry(long height, int round, BlockId blockId, Ed25519PrivateKey key) {
    Vote vote = vote(key, SignedMsgType.PRECOMMIT, height, round, blockId);
    return new CommitSig(
        BlockIdFlag.COMMIT, vote.validatorAddress(), vote.timestamp(), vote.signature());
  }

  /// The validators, who never change.
  public ValidatorSet validators() {
    return state.validators();
  }

  public Ed25519PrivateKey key(int validator) {
    return keys.get(validator);
  }

  public List<Ed25519PrivateKey> keys() {
    return keys;
  }

  public static BlockId blockId(int number) {
    Bytes hash = Sha256.hash(Bytes.wrap(new byte[] {(byte) (number >> 8), (byte) number}));
    return new BlockId(hash, new PartSetHeader(1, Sha256.hash(hash)));
  }

  /// A signed vote.
  public Vote vote(
      Ed25519PrivateKey key, SignedMsgType type, long height, int round, BlockId blockId) {
    Bytes address = Bytes.wrap(key.publicKey().address());
    Vote vote =
        new Vote(
            type,
            height,
            round,
            blockId,
            timeOf(height),
            address,
            Math.max(0, validators().indexOf(address)),
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY);
    return vote.signed(vote.timestamp(), Bytes.wrap(key.sign(vote.signBytes(CHAIN))));
  }

  /// True evidence that a validator voted twice in a round.
  public DuplicateVoteEvidence twoVotes(int validator, long height, int round) {
    Ed25519PrivateKey key = key(validator);
    return twoVotes(
        vote(key, SignedMsgType.PRECOMMIT, height, round, blockId(2 * round)),
        vote(key, SignedMsgType.PRECOMMIT, height, round, blockId(2 * round + 1)));
  }

  public DuplicateVoteEvidence twoVotes(int validator, long height) {
    return twoVotes(validator, height, 0);
  }

  /// Evidence of two votes with the powers and the time of the chain.
  public DuplicateVoteEvidence twoVotes(Vote one, Vote other) {
    int index = validators().indexOf(one.validatorAddress());
    return DuplicateVoteEvidence.of(
        one,
        other,
        validators().totalVotingPower(),
        index < 0 ? POWER : validators().get(index).votingPower(),
        timeOf(one.height()));
  }
}
