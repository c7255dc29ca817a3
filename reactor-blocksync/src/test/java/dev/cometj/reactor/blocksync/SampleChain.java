package dev.cometj.reactor.blocksync;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Commit;
import dev.cometj.chain.Data;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.ExtendedCommitSig;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Tx;
import dev.cometj.chain.Vote;
import dev.cometj.chain.params.AbciParams;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.params.GenesisValidator;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A chain whose validators' keys the tests have, with an application that counts: its hash is that of the height. Two of
/// the same description are the same.
final class SampleChain {
  static final String NAME = "sample-chain";
  static final Timestamp START = new Timestamp(1_767_225_600, 0);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Map<Bytes, Ed25519PrivateKey> keys = new HashMap<>();
  private final List<Ed25519PrivateKey> spare = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final List<ExtendedCommit> commits = new ArrayList<>();
  private final int txBytes;
  private final long newcomerAt;
  private final State first;
  private State state;

  private SampleChain(int validators, long extensionsFrom, int txBytes, long newcomerAt) {
    Random random = new Random(7);
    List<GenesisValidator> genesisValidators = new ArrayList<>();
    for (int i = 0; i <= validators; i++) {
      Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
      keys.put(Bytes.wrap(key.publicKey().address()), key);
      if (i < validators) {
        genesisValidators.add(new GenesisValidator(key.publicKey(), 10, ""));
      } else {
        spare.add(key);
      }
    }
    ConsensusParams usual = ConsensusParams.DEFAULT;
    ConsensusParams params =
        new ConsensusParams(
            usual.block(),
            usual.evidence(),
            usual.validator(),
            usual.version(),
            new AbciParams(extensionsFrom));
    GenesisDoc genesis =
        new GenesisDoc(START, NAME, 1, params, genesisValidators, Bytes.EMPTY, Bytes.EMPTY);
    try {
      first = State.ofGenesis(genesis);
    } catch (InvalidChainDataException e) {
      throw new AssertionError(e);
    }
    state = first;
    this.txBytes = txBytes;
    this.newcomerAt = newcomerAt;
  }

  /// Four validators and empty blocks.
  static SampleChain of(int length) {
    return new SampleChain(4, 0, 0, 0).grownTo(length);
  }

  static SampleChain ofValidators(int validators, int length) {
    return new SampleChain(validators, 0, 0, 0).grownTo(length);
  }

  /// Votes have extensions from a height on.
  static SampleChain extended(long from, int length) {
    return new SampleChain(4, from, 0, 0).grownTo(length);
  }

  /// Each block has one transaction of some size.
  static SampleChain ofBlockBytes(int bytes, int length) {
    return new SampleChain(4, 0, bytes, 0).grownTo(length);
  }

  /// A block's application lets a fifth validator in, which votes from two heights later on.
  static SampleChain withNewcomer(long at, int length) {
    return new SampleChain(4, 0, 0, at).grownTo(length);
  }

  SampleChain grownTo(long length) {
    while (blocks.size() < length) {
      Block block = next(state.appHash());
      BlockId id = id(block);
      commits.add(commit(block));
      blocks.add(block);
      state = after(state, id, block);
    }
    return this;
  }

  private Block next(Bytes appHash) {
    long height = state.nextHeight();
    Commit last = blocks.isEmpty() ? Commit.EMPTY : commits.getLast().toCommit();
    return block(height, last, state.lastBlockId(), appHash);
  }

  private Block block(long height, Commit last, BlockId lastId, Bytes appHash) {
    Header header =
        new Header(
            state.version(),
            NAME,
            height,
            height == 1 ? START : time(height),
            lastId,
            Bytes.EMPTY,
            Bytes.EMPTY,
            state.validators().hash(),
            state.nextValidators().hash(),
            state.consensusParams().hash(),
            appHash,
            state.lastResultsHash(),
            Bytes.EMPTY,
            state.validators().proposer().address());
    byte[] tx = new byte[txBytes];
    java.util.Arrays.fill(tx, (byte) height);
    Data data = txBytes == 0 ? Data.EMPTY : new Data(List.of(new Tx(Bytes.wrap(tx))));
    return Block.of(header, data, EvidenceList.EMPTY, last);
  }

  private static Timestamp time(long height) {
    return START.plus(INTERVAL.multipliedBy(height));
  }

  static BlockId id(Block block) {
    return new BlockId(block.hash(), block.toPartSet().header());
  }

  private ExtendedCommit commit(Block block) {
    return commit(block, state.validators());
  }

  private ExtendedCommit commit(Block block, ValidatorSet validators) {
    boolean extended = state.consensusParams().abci().areVoteExtensionsEnabled(block.height());
    List<ExtendedCommitSig> entries = new ArrayList<>();
    BlockId id = id(block);
    for (int i = 0; i < validators.size(); i++) {
      entries.add(sign(block.height(), id, validators.get(i), i, extended));
    }
    return new ExtendedCommit(block.height(), 0, id, entries);
  }

  private ExtendedCommitSig sign(
      long height, BlockId id, Validator validator, int index, boolean extended) {
    Timestamp time = time(height).plus(Duration.ofMillis(index));
    Bytes extension =
        extended
            ? Bytes.wrap(("extension " + height + "/" + index).getBytes(StandardCharsets.UTF_8))
            : Bytes.EMPTY;
    Vote vote =
        new Vote(
            SignedMsgType.PRECOMMIT,
            height,
            0,
            id,
            time,
            validator.address(),
            index,
            Bytes.EMPTY,
            extension,
            Bytes.EMPTY);
    Ed25519PrivateKey key = keys.get(validator.address());
    if (key == null) {
      throw new AssertionError("no key of " + validator);
    }
    Vote signed = vote.signed(time, Bytes.wrap(key.sign(vote.signBytes(NAME))));
    if (extended) {
      signed = signed.extended(extension, Bytes.wrap(key.sign(vote.extensionSignBytes(NAME))));
    }
    return signed.toExtendedCommitSig();
  }

  /// What the application of the sample does with a block.
  State after(State before, BlockId id, Block block) {
    long height = block.height();
    ValidatorSet next = before.nextValidators();
    try {
      if (height == newcomerAt) {
        next = next.changed(List.of(Validator.of(spare.getFirst().publicKey(), 5)));
      }
      next = next.advanced(1);
    } catch (InvalidChainDataException e) {
      throw new AssertionError(e);
    }
    return new State(
        before.version(),
        before.software(),
        before.chainId(),
        before.initialHeight(),
        height,
        id,
        block.header().time(),
        next,
        before.nextValidators(),
        before.validators(),
        height == newcomerAt ? height + 2 : before.lastHeightValidatorsChanged(),
        before.consensusParams(),
        before.lastHeightConsensusParamsChanged(),
        Sha256.hash(Bytes.EMPTY),
        Sha256.hash(Bytes.wrap(("app " + height).getBytes(StandardCharsets.UTF_8))));
  }

  /// The state before the first block.
  State genesisState() {
    return first;
  }

  /// The state after a block.
  State stateAt(long height) {
    State at = first;
    for (Block block : blocks.subList(0, (int) height)) {
      at = after(at, id(block), block);
    }
    return at;
  }

  int length() {
    return blocks.size();
  }

  Block block(long height) {
    return blocks.get((int) height - 1);
  }

  ExtendedCommit extendedCommit(long height) {
    return commits.get((int) height - 1);
  }

  Commit commitOf(long height) {
    return extendedCommit(height).toCommit();
  }

  boolean isExtended(long height) {
    return first.consensusParams().abci().areVoteExtensionsEnabled(height);
  }

  Bytes addressOf(int validator) {
    return first.validators().get(validator).address();
  }

  Ed25519PrivateKey keyOf(int validator) {
    Ed25519PrivateKey key = keys.get(addressOf(validator));
    if (key == null) {
      throw new AssertionError("no key");
    }
    return key;
  }

  /// A block like that of a height, but of another proposal: valid on its own and committed by nobody.
  Block forged(long height) {
    Block real = block(height);
    Header old = real.header();
    Header header = withAppHash(old, Sha256.hash(Bytes.wrap(new byte[] {1, 2, 3})));
    return Block.of(header, real.data(), real.evidence(), real.lastCommit());
  }

  private static Header withAppHash(Header old, Bytes appHash) {
    return new Header(
        old.version(),
        old.chainId(),
        old.height(),
        old.time(),
        old.lastBlockId(),
        old.lastCommitHash(),
        old.dataHash(),
        old.validatorsHash(),
        old.nextValidatorsHash(),
        old.consensusHash(),
        appHash,
        old.lastResultsHash(),
        old.evidenceHash(),
        old.proposerAddress());
  }

  /// A block with a last commit of which one signature is garbage, valid on its own.
  Block withBadCommit(long height, int entry) {
    Block real = block(height);
    Commit good = real.lastCommit();
    List<dev.cometj.chain.CommitSig> entries = new ArrayList<>(good.signatures());
    dev.cometj.chain.CommitSig old = entries.get(entry);
    entries.set(
        entry,
        new dev.cometj.chain.CommitSig(
            old.flag(), old.validatorAddress(), old.timestamp(), Bytes.wrap(new byte[64])));
    Commit bad = new Commit(good.height(), good.round(), good.blockId(), entries);
    Header header = real.header();
    Header refilled =
        new Header(
            header.version(),
            header.chainId(),
            header.height(),
            header.time(),
            header.lastBlockId(),
            bad.hash(),
            header.dataHash(),
            header.validatorsHash(),
            header.nextValidatorsHash(),
            header.consensusHash(),
            header.appHash(),
            header.lastResultsHash(),
            header.evidenceHash(),
            header.proposerAddress());
    return Block.of(refilled, real.data(), real.evidence(), bad);
  }

  /// Two blocks after a height that enough validators signed and that do not follow the state: another application hash.
  List<Block> forkAfter(long height) {
    SampleChain fork =
        new SampleChain(first.validators().size(), 0, txBytes, newcomerAt).grownTo(height);
    Block odd = fork.next(Sha256.hash(Bytes.wrap(new byte[] {9})));
    fork.commits.add(fork.commit(odd));
    fork.blocks.add(odd);
    fork.state = fork.after(fork.state, id(odd), odd);
    fork.grownTo(height + 3);
    return List.copyOf(fork.blocks.subList((int) height, (int) height + 3));
  }

  static BlockVersion version() {
    return BlockVersion.of(0);
  }
}
