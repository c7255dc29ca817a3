package dev.cometj.execution.kvstore;

import com.google.protobuf.ByteString;
import dev.cometj.chain.abci.Application;
import dev.cometj.wire.abci.ExecTxResult;
import dev.cometj.wire.abci.Misbehavior;
import dev.cometj.wire.abci.MisbehaviorType;
import dev.cometj.wire.abci.RequestApplySnapshotChunk;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestCommit;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.RequestListSnapshots;
import dev.cometj.wire.abci.RequestLoadSnapshotChunk;
import dev.cometj.wire.abci.RequestOfferSnapshot;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.RequestProcessProposal;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.ResponseApplySnapshotChunk;
import dev.cometj.wire.abci.ResponseCheckTx;
import dev.cometj.wire.abci.ResponseCommit;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseInitChain;
import dev.cometj.wire.abci.ResponseListSnapshots;
import dev.cometj.wire.abci.ResponseLoadSnapshotChunk;
import dev.cometj.wire.abci.ResponseOfferSnapshot;
import dev.cometj.wire.abci.ResponsePrepareProposal;
import dev.cometj.wire.abci.ResponseProcessProposal;
import dev.cometj.wire.abci.ResponseQuery;
import dev.cometj.wire.abci.ValidatorUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An application that keeps pairs, with the behaviour of Go's `abci/example/kvstore/kvstore.go`.
///
/// A transaction is `key=value`, or `key:value`, which a proposer turns into the former; or `val=type!key!power`, with
/// the key in base64, which changes the validators. The hash of a state is its number of transactions. Validators that
/// voted twice lose one of their power.
///
/// Nothing of a block shows before it is committed, so a block that is executed again after a failure gives the same
/// result. One call at a time.
public final class KvStoreApplication implements Application {
  /// The version of this application.
  static final long APP_VERSION = 1;

  private static final String ABCI_VERSION = "2.0.0";
  private static final int CODE_INVALID_TRANSACTION = 2;
  private static final String VALIDATOR_PATH = "/val";

  private final KvStorage storage;
  private final KvState state;
  private final KvStoreOptions options;
  private final KvSnapshots snapshots = new KvSnapshots();
  private final Map<ByteString, dev.cometj.wire.crypto.PublicKey> validators = new HashMap<>();
  private @Nullable Block executed;

  /// A block that is executed and not committed yet.
  private record Block(
      long height,
      long size,
      List<KvTransaction.Pair> pairs,
      List<ValidatorUpdate> validatorUpdates) {}

  KvStoreApplication(KvStorage storage, KvStoreOptions options) {
    this.storage = storage;
    this.state = new KvState(storage);
    this.options = options;
    state.validators().forEach(this::remember);
  }

  /// Make a fresh application in memory, as the original's `kvstore`.
  ///
  /// @return the application, with the original's defaults
  public static KvStoreApplication inMemory() {
    return inMemory(KvStoreOptions.defaults());
  }

  /// Make a fresh application in memory.
  ///
  /// @param options what it does besides
  /// @return the application
  public static KvStoreApplication inMemory(KvStoreOptions options) {
    return new KvStoreApplication(KvStorage.inMemory(), options);
  }

  /// Make an application that keeps its state in a folder, as the original's `persistent_kvstore`, and goes on where
  /// that is. What was committed survives the end of the process at any moment. Blocks.
  ///
  /// @param folder the folder, made if need be; nobody else may use it
  /// @param options what it does besides
  /// @return the application
  /// @throws IOException if the folder cannot be used
  public static KvStoreApplication inFolder(Path folder, KvStoreOptions options)
      throws IOException {
    return new KvStoreApplication(FileKvStorage.open(folder), options);
  }

  /// Make the application that would be found after a crash: over the same storage, with what was committed and nothing
  /// else. This one must not be used any more.
  ///
  /// @return the other application
  public KvStoreApplication restarted() {
    return new KvStoreApplication(storage, options);
  }

  @Override
  public ResponseInfo info(RequestInfo request) {
    return ResponseInfo.newBuilder()
        .setData("{\"size\":%d}".formatted(state.size()))
        .setVersion(ABCI_VERSION)
        .setAppVersion(APP_VERSION)
        .setLastBlockHeight(state.height())
        .setLastBlockAppHash(KvState.hash(state.size()))
        .build();
  }

  @Override
  public ResponseInitChain initChain(RequestInitChain request) {
    state.begin(request.getValidatorsList());
    request.getValidatorsList().forEach(this::remember);
    return ResponseInitChain.newBuilder().setAppHash(KvState.hash(state.size())).build();
  }

  @Override
  public boolean checksAtOnce() {
    return true;
  }

  @Override
  public ResponseCheckTx checkTx(RequestCheckTx request) {
    return KvTransaction.isValid(request.getTx())
        ? ResponseCheckTx.newBuilder().setCode(CODE_OK).setGasWanted(1).build()
        : ResponseCheckTx.newBuilder().setCode(CODE_INVALID_TRANSACTION).build();
  }

  @Override
  public ResponsePrepareProposal prepareProposal(RequestPrepareProposal request) {
    ResponsePrepareProposal.Builder proposal = ResponsePrepareProposal.newBuilder();
    request.getTxsList().stream()
        .filter(KvTransaction::isValid)
        .map(KvTransaction::canonical)
        .forEach(proposal::addTxs);
    return proposal.build();
  }

  @Override
  public ResponseProcessProposal processProposal(RequestProcessProposal request) {
    boolean isGood = request.getTxsList().stream().allMatch(KvTransaction::isValid);
    return ResponseProcessProposal.newBuilder()
        .setStatus(
            isGood
                ? ResponseProcessProposal.ProposalStatus.ACCEPT
                : ResponseProcessProposal.ProposalStatus.REJECT)
        .build();
  }

  @Override
  public ResponseFinalizeBlock finalizeBlock(RequestFinalizeBlock request) {
    List<ValidatorUpdate> updates = new ArrayList<>();
    for (Misbehavior misbehavior : request.getMisbehaviorList()) {
      if (misbehavior.getType() == MisbehaviorType.DUPLICATE_VOTE) {
        updates.add(punishment(misbehavior));
      }
    }
    ResponseFinalizeBlock.Builder response = ResponseFinalizeBlock.newBuilder();
    List<KvTransaction.Pair> pairs = new ArrayList<>();
    for (ByteString transaction : request.getTxsList()) {
      response.addTxResults(execute(transaction, pairs, updates));
    }
    long size = state.size() + request.getTxsCount();
    executed = new Block(request.getHeight(), size, pairs, updates);
    if (options.hasBlockEvents()) {
      response.addAllEvents(KvEvents.ofBlock(request.getHeight()));
    }
    return response.addAllValidatorUpdates(updates).setAppHash(KvState.hash(size)).build();
  }

  private ValidatorUpdate punishment(Misbehavior misbehavior) {
    ByteString address = misbehavior.getValidator().getAddress();
    var key = validators.get(address);
    if (key == null) {
      throw new IllegalStateException("no validator has the address of who voted twice");
    }
    return ValidatorUpdate.newBuilder()
        .setPubKey(key)
        .setPower(misbehavior.getValidator().getPower() - 1)
        .build();
  }

  private static ExecTxResult execute(
      ByteString transaction, List<KvTransaction.Pair> pairs, List<ValidatorUpdate> updates) {
    Optional<KvTransaction.Pair> pair = KvTransaction.pair(transaction);
    if (KvTransaction.isValidator(transaction)) {
      updates.add(
          KvTransaction.validator(transaction)
              .orElseThrow(() -> new IllegalStateException("a block has a malformed transaction"))
              .update());
    } else {
      pairs.add(
          pair.orElseThrow(
              () -> new IllegalStateException("a block has a transaction without one '='")));
    }
    return KvEvents.result(
        pair.map(KvTransaction.Pair::key).orElse(transaction),
        pair.map(KvTransaction.Pair::value).orElse(transaction));
  }

  @Override
  public ResponseCommit commit(RequestCommit request) {
    Block block = executed;
    if (block != null) {
      state.commit(block.height(), block.size(), block.pairs(), block.validatorUpdates());
      block.validatorUpdates().forEach(this::remember);
      executed = null;
    }
    if (options.snapshotInterval() > 0 && state.height() % options.snapshotInterval() == 0) {
      snapshots.make(state.height(), state.entries());
    }
    boolean canForget = options.retainBlocks() > 0 && state.height() >= options.retainBlocks();
    return ResponseCommit.newBuilder()
        .setRetainHeight(canForget ? state.height() - options.retainBlocks() + 1 : 0)
        .build();
  }

  private void remember(ValidatorUpdate update) {
    ByteString address = PublicKeys.address(update.getPubKey());
    if (update.getPower() == 0) {
      validators.remove(address);
    } else {
      validators.put(address, update.getPubKey());
    }
  }

  @Override
  public ResponseQuery query(RequestQuery request) {
    ResponseQuery.Builder response = ResponseQuery.newBuilder().setKey(request.getData());
    if (request.getPath().equals(VALIDATOR_PATH)) {
      return response.setValue(state.validator(request.getData()).orElse(ByteString.EMPTY)).build();
    }
    Optional<ByteString> value = state.value(request.getData());
    if (request.getProve()) {
      response.setIndex(-1); // there is no proof, as in the original
    }
    return response
        .setLog(value.isPresent() ? "exists" : "does not exist")
        .setValue(value.orElse(ByteString.EMPTY))
        .setHeight(state.height())
        .build();
  }

  @Override
  public ResponseListSnapshots listSnapshots(RequestListSnapshots request) {
    return ResponseListSnapshots.newBuilder().addAllSnapshots(snapshots.list()).build();
  }

  @Override
  public ResponseLoadSnapshotChunk loadSnapshotChunk(RequestLoadSnapshotChunk request) {
    return ResponseLoadSnapshotChunk.newBuilder()
        .setChunk(snapshots.load(request.getHeight(), request.getFormat(), request.getChunk()))
        .build();
  }

  @Override
  public ResponseOfferSnapshot offerSnapshot(RequestOfferSnapshot request) {
    return options.snapshotInterval() == 0
        ? ResponseOfferSnapshot.getDefaultInstance()
        : ResponseOfferSnapshot.newBuilder().setResult(snapshots.offer(request)).build();
  }

  @Override
  public ResponseApplySnapshotChunk applySnapshotChunk(RequestApplySnapshotChunk request) {
    if (options.snapshotInterval() == 0) {
      return ResponseApplySnapshotChunk.getDefaultInstance();
    }
    var result = snapshots.apply(request.getChunk(), state);
    validators.clear();
    state.validators().forEach(this::remember);
    return ResponseApplySnapshotChunk.newBuilder().setResult(result).build();
  }

  @Override
  public void close() {
    state.close();
  }
}
