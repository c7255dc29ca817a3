package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Tx;
import dev.cometj.chain.Vote;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.abci.Application;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.params.GenesisValidator;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EventBus;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.Validator;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.abci.ApplicationConnections;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.execution.storage.KeyValueBlockStore;
import dev.cometj.execution.storage.MemoryKeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/// A chain of four validators whose keys the tests have, with the key-value application. Two of the same length are the
/// same, so stores and applications of different lengths can be put together as a crash leaves them.
final class TestChain {
  static final Executor INLINE = Runnable::run;
  static final Timestamp START = new Timestamp(1_700_000_000, 0);
  private static final String NAME = "test-chain";

  private final Map<Bytes, Ed25519PrivateKey> keys = new HashMap<>();
  final GenesisDoc genesis;
  private final MemoryKeyValueStore database = new MemoryKeyValueStore();
  final BlockStore blocks = new KeyValueBlockStore(database, INLINE);
  final MemoryStates states = new MemoryStates();
  final KvStoreApplication app = KvStoreApplication.inMemory();
  State state;
  Commit lastCommit = Commit.EMPTY;

  private TestChain(long initialHeight) {
    Random random = new Random(7);
    List<GenesisValidator> validators = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
      keys.put(Bytes.wrap(key.publicKey().address()), key);
      validators.add(new GenesisValidator(key.publicKey(), 10, ""));
    }
    genesis =
        new GenesisDoc(
            START,
            NAME,
            initialHeight,
            ConsensusParams.DEFAULT,
            validators,
            Bytes.EMPTY,
            Bytes.EMPTY);
    state = genesisState(genesis);
  }

  /// A chain that has begun and some blocks.
  static TestChain of(long initialHeight, int length) {
    TestChain chain = new TestChain(initialHeight);
    chain.state = get(chain.handshake(chain.app).run(chain.state)).state();
    for (int i = 0; i < length; i++) {
      chain.grow("k" + i + "=v" + i);
    }
    return chain;
  }

  static TestChain of(int length) {
    return of(1, length);
  }

  /// A chain of which nobody knows anything.
  static TestChain fresh(long initialHeight) {
    return new TestChain(initialHeight);
  }

  static State genesisState(GenesisDoc genesis) {
    try {
      return State.ofGenesis(genesis);
    } catch (InvalidChainDataException e) {
      throw new AssertionError(e);
    }
  }

  static BlockValidation validation() {
    return new BlockValidation(
        new CommitVerifier(new Random(1), INLINE, 1, new Ed25519KeyCache(16)),
        InstantSource.fixed(START.toInstant()),
        Duration.ZERO);
  }

  Handshake handshake(Application application) {
    return handshake(connect(application));
  }

  Handshake handshake(AppConnections connections) {
    return new Handshake(connections, services(), validation(), genesis, INLINE);
  }

  static AppConnections connect(Application application) {
    return ApplicationConnections.inProcess(application, INLINE);
  }

  NodeServices services() {
    return new NodeServices(
        blocks, states, TxPool.empty(), EvidencePool.empty(), EventBus.silent());
  }

  AbciBlockExecutor executor(AppConnections connections, NodeServices services) {
    return new AbciBlockExecutor(connections.consensus(), services, validation(), INLINE, INLINE);
  }

  AbciBlockExecutor executor() {
    return executor(connect(app), services());
  }

  Bytes proposer() {
    return state.validators().proposer().address();
  }

  Block next(String... txs) {
    return new NewBlock(state.nextHeight(), lastCommit, EvidenceList.EMPTY, proposer())
        .of(txs(txs), state);
  }

  static List<Tx> txs(String... txs) {
    return Stream.of(txs)
        .map(tx -> new Tx(Bytes.wrap(tx.getBytes(StandardCharsets.UTF_8))))
        .toList();
  }

  static BlockId id(Block block) {
    return new BlockId(block.hash(), block.toPartSet().header());
  }

  /// Saves, commits and executes the next block.
  Block grow(String... txs) {
    Block block = next(txs);
    save(block);
    get(executor().validateBlock(state, block));
    Commit commit = commit(block);
    state = get(executor().applyVerifiedBlock(state, id(block), block));
    lastCommit = commit;
    return block;
  }

  void save(Block block) {
    PartSet parts = block.toPartSet();
    get(blocks.save(block, parts, commit(block)));
  }

  /// Takes a block out of the store, as no crash does.
  void lose(long height) {
    byte[] meta = ("H:" + height).getBytes(StandardCharsets.US_ASCII);
    database.write(new WriteBatch().delete(Bytes.wrap(meta)), true);
  }

  Commit commit(Block block) {
    List<CommitSig> entries = new ArrayList<>();
    for (int i = 0; i < state.validators().size(); i++) {
      Timestamp time = START.plus(Duration.ofSeconds(block.height() * 10 + i));
      entries.add(entry(block.height(), id(block), i, time));
    }
    return new Commit(block.height(), 0, id(block), entries);
  }

  /// What a validator's precommit becomes, whatever it is for.
  CommitSig entry(long height, BlockId blockId, int index, Timestamp time) {
    Validator validator = state.validators().get(index);
    Vote vote =
        new Vote(
            SignedMsgType.PRECOMMIT,
            height,
            0,
            blockId,
            time,
            validator.address(),
            index,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY);
    Ed25519PrivateKey key = keys.get(validator.address());
    if (key == null) {
      throw new AssertionError("no key of " + validator);
    }
    return vote.signed(time, Bytes.wrap(key.sign(vote.signBytes(NAME)))).toCommitSig();
  }

  /// What a stage that ended without waiting gave, or its failure as it is.
  static <T> T get(CompletionStage<T> stage) {
    var future = stage.toCompletableFuture();
    if (!future.isDone()) {
      throw new AssertionError("the stage has not ended");
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /// The failure of a stage.
  static Throwable failure(CompletionStage<?> stage) {
    var future = stage.toCompletableFuture();
    if (!future.isCompletedExceptionally()) {
      throw new AssertionError("the stage did not fail");
    }
    return future.exceptionNow();
  }
}
