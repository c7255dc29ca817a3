package dev.cometj.execution.store.contract;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockIdFlag;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.Data;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.ExtendedCommitSig;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Tx;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.params.GenesisValidator;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.Validator;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.Sha256;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Blocks that follow each other, the same for the same seed and sizes. Signatures are noise: stores do not verify.
public final class SampleChain {
  public static final String CHAIN = "sample";
  public static final Timestamp START = new Timestamp(1_700_000_000, 0);

  private static final int VALIDATORS = 4;

  private final State genesis;
  private final int txBytes;
  private final List<Saved> blocks = new ArrayList<>();

  /// A block with all that is saved with it, and the state after it.
  public record Saved(Block block, PartSet parts, Commit commit, State state) {}

  public SampleChain(int txBytes) {
    this(txBytes, ConsensusParams.DEFAULT);
  }

  public SampleChain(int txBytes, ConsensusParams params) {
    this.txBytes = txBytes;
    List<GenesisValidator> validators = new ArrayList<>();
    for (int i = 0; i < VALIDATORS; i++) {
      byte[] seed = new byte[32];
      seed[0] = (byte) i;
      validators.add(
          new GenesisValidator(Ed25519PrivateKey.fromSeed(seed).publicKey(), 10 + i, ""));
    }
    try {
      genesis =
          State.ofGenesis(
              new GenesisDoc(START, CHAIN, 1, params, validators, Bytes.EMPTY, Bytes.EMPTY));
    } catch (InvalidChainDataException e) {
      throw new AssertionError(e);
    }
  }

  public State genesis() {
    return genesis;
  }

  /// The block of a height, from 1, with those before it.
  public Saved at(long height) {
    while (blocks.size() < height) {
      blocks.add(next());
    }
    return blocks.get((int) height - 1);
  }

  private Saved next() {
    State before = blocks.isEmpty() ? genesis : blocks.getLast().state();
    Commit lastCommit = blocks.isEmpty() ? Commit.EMPTY : blocks.getLast().commit();
    long height = before.nextHeight();
    byte[] tx = new byte[txBytes];
    new Random(height).nextBytes(tx);
    Header header =
        new Header(
            BlockVersion.of(0),
            CHAIN,
            height,
            START.plus(Duration.ofMinutes(height)),
            before.lastBlockId(),
            Bytes.EMPTY,
            Bytes.EMPTY,
            before.validators().hash(),
            before.nextValidators().hash(),
            before.consensusParams().hash(),
            before.appHash(),
            before.lastResultsHash(),
            Bytes.EMPTY,
            before.validators().proposer().address());
    Block block =
        Block.of(header, new Data(List.of(new Tx(Bytes.wrap(tx)))), EvidenceList.EMPTY, lastCommit);
    PartSet parts = block.toPartSet();
    BlockId blockId = new BlockId(block.hash(), parts.header());
    Commit commit = new Commit(height, 0, blockId, signatures(before, height));
    return new Saved(block, parts, commit, after(before, block, blockId));
  }

  private static List<CommitSig> signatures(State before, long height) {
    List<CommitSig> signatures = new ArrayList<>();
    for (Validator validator : before.validators().validators()) {
      byte[] noise = new byte[64];
      new Random(height).nextBytes(noise);
      signatures.add(
          new CommitSig(
              BlockIdFlag.COMMIT,
              validator.address(),
              START.plus(Duration.ofMinutes(height)),
              Bytes.wrap(noise)));
    }
    return signatures;
  }

  private static State after(State before, Block block, BlockId blockId) {
    return new State(
        before.version(),
        before.software(),
        before.chainId(),
        before.initialHeight(),
        block.height(),
        blockId,
        block.header().time(),
        before.nextValidators().advanced(1),
        before.nextValidators(),
        before.validators(),
        before.lastHeightValidatorsChanged(),
        before.consensusParams(),
        before.lastHeightConsensusParamsChanged(),
        Sha256.hash(block.hash()),
        Sha256.hash(block.data().hash()));
  }

  /// A commit with an extension from everybody.
  public static ExtendedCommit extended(Commit commit) {
    Bytes extension = Bytes.wrap(new byte[] {1, 2, 3});
    return new ExtendedCommit(
        commit.height(),
        commit.round(),
        commit.blockId(),
        commit.signatures().stream()
            .map(entry -> new ExtendedCommitSig(entry, extension, entry.signature()))
            .toList());
  }
}
