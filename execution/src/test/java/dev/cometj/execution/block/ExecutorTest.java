package dev.cometj.execution.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.Tx;
import dev.cometj.chain.Vote;
import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.abci.Application;
import dev.cometj.chain.service.AppliedBlock;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.service.BlockRule;
import dev.cometj.chain.service.CommittedTxs;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.TxPool;
import dev.cometj.crypto.Secp256k1PublicKey;
import dev.cometj.wire.abci.ExecTxResult;
import dev.cometj.wire.abci.RequestCommit;
import dev.cometj.wire.abci.RequestExtendVote;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.RequestProcessProposal;
import dev.cometj.wire.abci.RequestVerifyVoteExtension;
import dev.cometj.wire.abci.ResponseCommit;
import dev.cometj.wire.abci.ResponseExtendVote;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ResponsePrepareProposal;
import dev.cometj.wire.abci.ResponseProcessProposal;
import dev.cometj.wire.abci.ResponseProcessProposal.ProposalStatus;
import dev.cometj.wire.abci.ResponseVerifyVoteExtension;
import dev.cometj.wire.abci.ResponseVerifyVoteExtension.VerifyStatus;
import dev.cometj.wire.abci.ValidatorUpdate;
import dev.cometj.wire.abci.VoteInfo;
import dev.cometj.wire.crypto.PublicKey;
import dev.cometj.wire.types.BlockIDFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExecutorTest {
  private final TestChain chain = TestChain.of(2);
  private final List<String> events = chain.states.writes;
  private final Pool pool = new Pool(events);
  private final Evidences evidences = new Evidences();
  private final List<AppliedBlock> published = new ArrayList<>();
  private final Scripted app = new Scripted(events);

  private AbciBlockExecutor executor() {
    events.clear();
    return chain.executor(
        TestChain.connect(app),
        new NodeServices(chain.blocks, chain.states, pool, evidences, published::add));
  }

  private CompletionStage<State> apply(Block block) {
    chain.save(block);
    return executor().applyVerifiedBlock(chain.state, TestChain.id(block), block);
  }

  private Reason refusal(CompletionStage<?> stage) {
    Throwable failure = TestChain.failure(stage);
    assertThat(failure).isInstanceOf(BlockExecutionException.class);
    assertThat(failure.getMessage()).doesNotContain("\n");
    return ((BlockExecutionException) failure).reason();
  }

  @Test
  void everyStepIsDurableBeforeTheNext() {
    TestChain.get(apply(chain.next("a=b")));
    assertThat(events)
        .containsExactly(
            "finalize 3", "response 3", "lock", "commit", "update 3", "unlock", "state 3");
    assertThat(published).hasSize(1);
  }

  @Test
  void theStateAfterABlockHasWhatTheApplicationAnswered() {
    Block block = chain.next("a=b");
    app.finalized =
        ResponseFinalizeBlock.newBuilder()
            .setAppHash(ByteString.copyFromUtf8("hash"))
            .addTxResults(ExecTxResult.newBuilder().setCode(3).setLog("not hashed"))
            .addValidatorUpdates(update(chain.state.validators().get(0).publicKey().bytes(), 99))
            .setConsensusParamUpdates(
                dev.cometj.wire.types.ConsensusParams.newBuilder()
                    .setVersion(dev.cometj.wire.types.VersionParams.newBuilder().setApp(5)))
            .build();
    State next = TestChain.get(apply(block));
    assertThat(next.lastBlockId()).isEqualTo(TestChain.id(block));
    assertThat(next.lastBlockTime()).isEqualTo(block.header().time());
    assertThat(next.appHash()).isEqualTo(AbciValues.bytes(ByteString.copyFromUtf8("hash")));
    assertThat(next.lastResultsHash())
        .isEqualTo(ResultsHash.of(List.of(ExecTxResult.newBuilder().setCode(3).build())));
    assertThat(next.lastValidators()).isEqualTo(chain.state.validators());
    assertThat(next.validators()).isEqualTo(chain.state.nextValidators());
    assertThat(next.nextValidators().totalVotingPower()).isEqualTo(129);
    assertThat(next.lastHeightValidatorsChanged()).isEqualTo(5);
    assertThat(next.version().app()).isEqualTo(5);
    assertThat(next.lastHeightConsensusParamsChanged()).isEqualTo(4);
    assertThat(chain.states.load()).contains(next);
  }

  @Test
  void anotherNumberOfResultsIsRefusedBeforeAnythingIsSaved() {
    app.finalized = ResponseFinalizeBlock.getDefaultInstance();
    assertThat(refusal(apply(chain.next("a=b")))).isEqualTo(Reason.RESULT_COUNT);
    assertThat(events).containsExactly("finalize 3");
  }

  private static ValidatorUpdate update(byte[] key, long power) {
    return ValidatorUpdate.newBuilder()
        .setPubKey(PublicKey.newBuilder().setEd25519(ByteString.copyFrom(key)))
        .setPower(power)
        .build();
  }

  private Reason refusalOf(ValidatorUpdate update) {
    app.finalized = ResponseFinalizeBlock.newBuilder().addValidatorUpdates(update).build();
    Reason reason = refusal(apply(chain.next()));
    assertThat(events).containsExactly("finalize 3", "response 3");
    return reason;
  }

  @Test
  void aNegativePowerIsRefusedBeforeTheApplicationCommits() {
    assertThat(refusalOf(update(new byte[32], -1))).isEqualTo(Reason.VALIDATOR_UPDATES);
  }

  @Test
  void aKeyOfATypeThatTheParametersDoNotAllowIsRefused() {
    byte[] key = new byte[Secp256k1PublicKey.KEY_BYTES];
    key[0] = 2;
    assertThat(
            refusalOf(
                ValidatorUpdate.newBuilder()
                    .setPubKey(PublicKey.newBuilder().setSecp256K1(ByteString.copyFrom(key)))
                    .setPower(1)
                    .build()))
        .isEqualTo(Reason.VALIDATOR_UPDATES);
  }

  @Test
  void aMalformedKeyIsRefused() {
    assertThat(refusalOf(update(new byte[3], 1))).isEqualTo(Reason.VALIDATOR_UPDATES);
  }

  @Test
  void removingSomebodyWhoIsNotThereIsRefused() {
    assertThat(refusalOf(update(new byte[32], 0))).isEqualTo(Reason.VALIDATOR_UPDATES);
  }

  @Test
  void parametersOutOfTheirRangeAreRefused() {
    app.finalized =
        ResponseFinalizeBlock.newBuilder()
            .setConsensusParamUpdates(
                dev.cometj.wire.types.ConsensusParams.newBuilder()
                    .setBlock(dev.cometj.wire.types.BlockParams.newBuilder()))
            .build();
    assertThat(refusal(apply(chain.next()))).isEqualTo(Reason.PARAMETER_UPDATES);
  }

  @Test
  void validatorsThatAreGoneAreNamed() {
    chain.states.forgetValidators();
    assertThat(refusal(executor().processProposal(chain.next(), chain.state)))
        .isEqualTo(Reason.MISSING_VALIDATORS);
  }

  @Test
  void aBlockThatFollowsTheStateNeedsNoValidatorsFromTheStore() {
    chain.states.forgetValidators();
    assertThat(TestChain.get(apply(chain.next())).lastBlockHeight()).isEqualTo(3);
  }

  @Test
  void aFailedCommitUnlocksThePoolAndSavesNoState() {
    app.failsToCommit = true;
    Throwable failure = TestChain.failure(apply(chain.next()));
    assertThat(failure).isInstanceOf(AbciException.class);
    assertThat(events).containsExactly("finalize 3", "response 3", "lock", "unlock");
  }

  @Test
  void theApplicationLearnsWhoVotedAndWhoMisbehaved() {
    Vote vote = chain.lastCommit.vote(1);
    Evidence twice = DuplicateVoteEvidence.of(vote, vote, 40, 10, TestChain.START);
    Block block =
        new NewBlock(3, chain.lastCommit, new EvidenceList(List.of(twice)), chain.proposer())
            .of(List.of(), chain.state);
    TestChain.get(apply(block));
    RequestFinalizeBlock request = app.asked;
    assertThat(request.getHash()).isEqualTo(AbciValues.wire(block.hash()));
    assertThat(request.getDecidedLastCommit().getVotesList())
        .hasSize(4)
        .extracting(VoteInfo::getBlockIdFlag)
        .containsOnly(BlockIDFlag.BLOCK_ID_FLAG_COMMIT);
    assertThat(request.getMisbehaviorList()).hasSize(1);
    assertThat(evidences.committed).containsExactly(twice);
  }

  @Test
  void blocksBelowTheRetainedHeightGo() {
    app.retainHeight = 2;
    TestChain.get(apply(chain.next()));
    assertThat(chain.blocks.base()).isEqualTo(2);
    assertThat(events).endsWith("state 3", "prune 1 to 2");
  }

  @Test
  void theChainGoesOnIfPruningFails() {
    app.retainHeight = 50;
    assertThat(TestChain.get(apply(chain.next())).lastBlockHeight()).isEqualTo(3);
    assertThat(chain.blocks.base()).isEqualTo(1);
  }

  @Test
  void falseEvidenceMakesABlockInvalid() {
    evidences.refuses = true;
    Throwable failure = TestChain.failure(executor().validateBlock(chain.state, chain.next()));
    assertThat(failure).isInstanceOf(InvalidBlockException.class);
    assertThat(((InvalidBlockException) failure).rule()).isEqualTo(BlockRule.EVIDENCE);
  }

  private CompletionStage<Block> proposal() {
    return executor()
        .createProposalBlock(
            3, chain.state, chain.lastCommit.wrapped(), chain.state.validators().get(0).address());
  }

  @Test
  void aProposalHasTheTransactionsThatTheApplicationChose() {
    pool.waiting = TestChain.txs("a=b", "c=d");
    app.chosen = List.of(ByteString.copyFromUtf8("e=f"));
    Block block = TestChain.get(proposal());
    assertThat(block.data().txs()).isEqualTo(TestChain.txs("e=f"));
    assertThat(app.candidates.getTxsList())
        .containsExactly(ByteString.copyFromUtf8("a=b"), ByteString.copyFromUtf8("c=d"));
    long room = BlockLimits.maxDataBytes(chain.state.consensusParams().block().maxBytes(), 0, 4);
    assertThat(app.candidates.getMaxTxBytes()).isEqualTo(room);
    assertThat(pool.askedBytes).isEqualTo(room);
    assertThat(app.candidates.getLocalLastCommit().getVotesCount()).isEqualTo(4);
    TestChain.get(executor().validateBlock(chain.state, block));
  }

  @Test
  void theFirstProposalHasNoLastCommit() {
    TestChain fresh = TestChain.of(0);
    Block block =
        TestChain.get(
            fresh
                .executor()
                .createProposalBlock(
                    1,
                    fresh.state,
                    new ExtendedCommit(0, 0, BlockId.NIL, List.of()),
                    fresh.proposer()));
    TestChain.get(fresh.executor().validateBlock(fresh.state, block));
    assertThat(TestChain.get(fresh.executor().processProposal(block, fresh.state))).isTrue();
  }

  @Test
  void aProposalThatDoesNotFitIsRefused() {
    app.chosen =
        List.of(
            ByteString.copyFrom(new byte[(int) chain.state.consensusParams().block().maxBytes()]));
    assertThat(refusal(proposal())).isEqualTo(Reason.PROPOSAL_TOO_LARGE);
  }

  @Test
  void theApplicationJudgesProposals() {
    Block block = chain.next();
    app.verdict = ProposalStatus.ACCEPT;
    assertThat(TestChain.get(executor().processProposal(block, chain.state))).isTrue();
    app.verdict = ProposalStatus.REJECT;
    assertThat(TestChain.get(executor().processProposal(block, chain.state))).isFalse();
    app.verdict = ProposalStatus.UNKNOWN;
    assertThat(refusal(executor().processProposal(block, chain.state)))
        .isEqualTo(Reason.UNKNOWN_VERDICT);
  }

  @Test
  void theApplicationExtendsVotesAndJudgesExtensions() {
    Block block = chain.next();
    Vote vote = chain.commit(block).vote(0);
    assertThat(TestChain.get(executor().extendVote(vote, block, chain.state)))
        .isEqualTo(AbciValues.bytes(ByteString.copyFromUtf8("more")));
    app.extensionVerdict = VerifyStatus.REJECT;
    assertThat(TestChain.get(executor().verifyVoteExtension(vote))).isFalse();
    app.extensionVerdict = VerifyStatus.ACCEPT;
    assertThat(TestChain.get(executor().verifyVoteExtension(vote))).isTrue();
    app.extensionVerdict = VerifyStatus.UNKNOWN;
    assertThat(refusal(executor().verifyVoteExtension(vote))).isEqualTo(Reason.UNKNOWN_VERDICT);
    assertThatThrownBy(() -> executor().extendVote(chain.lastCommit.vote(0), block, chain.state))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Answers as it is told.
  private static final class Scripted implements Application {
    private final List<String> events;
    private @Nullable ResponseFinalizeBlock finalized;
    private RequestFinalizeBlock asked = RequestFinalizeBlock.getDefaultInstance();
    private RequestPrepareProposal candidates = RequestPrepareProposal.getDefaultInstance();
    private List<ByteString> chosen = List.of();
    private ProposalStatus verdict = ProposalStatus.ACCEPT;
    private VerifyStatus extensionVerdict = VerifyStatus.ACCEPT;
    private boolean failsToCommit;
    private long retainHeight;

    Scripted(List<String> events) {
      this.events = events;
    }

    @Override
    public ResponseFinalizeBlock finalizeBlock(RequestFinalizeBlock request) {
      events.add("finalize " + request.getHeight());
      asked = request;
      ResponseFinalizeBlock answer = finalized;
      return answer == null ? Application.super.finalizeBlock(request) : answer;
    }

    @Override
    public ResponseCommit commit(RequestCommit request) {
      if (failsToCommit) {
        throw new IllegalStateException("the disk is full");
      }
      events.add("commit");
      return ResponseCommit.newBuilder().setRetainHeight(retainHeight).build();
    }

    @Override
    public ResponsePrepareProposal prepareProposal(RequestPrepareProposal request) {
      candidates = request;
      return ResponsePrepareProposal.newBuilder().addAllTxs(chosen).build();
    }

    @Override
    public ResponseProcessProposal processProposal(RequestProcessProposal request) {
      return ResponseProcessProposal.newBuilder().setStatus(verdict).build();
    }

    @Override
    public ResponseExtendVote extendVote(RequestExtendVote request) {
      return ResponseExtendVote.newBuilder()
          .setVoteExtension(ByteString.copyFromUtf8("more"))
          .build();
    }

    @Override
    public ResponseVerifyVoteExtension verifyVoteExtension(RequestVerifyVoteExtension request) {
      return ResponseVerifyVoteExtension.newBuilder().setStatus(extensionVerdict).build();
    }
  }

  private static final class Pool implements TxPool {
    private final List<String> events;
    private List<Tx> waiting = List.of();
    private long askedBytes;

    Pool(List<String> events) {
      this.events = events;
    }

    @Override
    public CompletionStage<List<Tx>> reap(long maxBytes, long maxGas) {
      askedBytes = maxBytes;
      return CompletableFuture.completedStage(waiting);
    }

    @Override
    public CompletionStage<Void> lock() {
      events.add("lock");
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> update(CommittedTxs committed) {
      events.add("update " + committed.height());
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void unlock() {
      events.add("unlock");
    }
  }

  private static final class Evidences implements EvidencePool {
    private boolean refuses;
    private List<Evidence> committed = List.of();

    @Override
    public CompletionStage<EvidenceList> pending(long maxBytes) {
      return CompletableFuture.completedStage(EvidenceList.EMPTY);
    }

    @Override
    public CompletionStage<Void> check(List<Evidence> evidence) {
      return refuses
          ? CompletableFuture.failedStage(
              new InvalidBlockException(BlockRule.EVIDENCE, "it is not true", null))
          : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> update(State state, List<Evidence> evidence) {
      committed = evidence;
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> add(Evidence evidence) {
      throw new AssertionError("the executor adds no evidence");
    }

    @Override
    public void reportConflictingVotes(Vote one, Vote other) {
      throw new AssertionError("the executor reports no votes");
    }
  }
}
