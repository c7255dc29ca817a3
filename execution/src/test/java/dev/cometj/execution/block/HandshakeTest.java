package dev.cometj.execution.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.cometj.chain.abci.Application;
import dev.cometj.chain.codec.PublicKeyCodec;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.State;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.block.HandshakeException.Reason;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseInitChain;
import dev.cometj.wire.abci.ValidatorUpdate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HandshakeTest {

  /// A node whose blocks, state and application are of different heights, as a crash or a mistake leaves them.
  private static Handshake handshake(long initial, int store, int state, int app) {
    return handshake(initial, store, state, TestChain.of(initial, app).app, app);
  }

  private static Handshake handshake(
      long initial, int store, int state, Application application, int app) {
    TestChain blocks = TestChain.of(initial, store);
    TestChain states = TestChain.of(initial, state);
    if (app == state + 1) {
      long height = initial + state;
      TestChain.get(
          states.states.saveResponse(
              height, TestChain.of(initial, app).states.response(height).orElseThrow()));
    }
    NodeServices services =
        new NodeServices(
            blocks.blocks,
            states.states,
            blocks.services().txPool(),
            blocks.services().evidencePool(),
            blocks.services().eventBus());
    return new Handshake(
        TestChain.connect(application),
        services,
        TestChain.validation(),
        blocks.genesis,
        TestChain.INLINE);
  }

  private static HandshakeException refusal(Handshake handshake, State stored) {
    Throwable failure = TestChain.failure(handshake.run(stored));
    assertThat(failure).isInstanceOf(HandshakeException.class);
    assertThat(failure.getMessage()).doesNotContain("\n");
    return (HandshakeException) failure;
  }

  /// Every way in which a crash or an application that was reset can leave the three, with the number of blocks that are
  /// executed again.
  static Stream<Arguments> combinations() {
    List<Arguments> all = new ArrayList<>();
    for (long initial : new long[] {1, 50}) {
      for (int store = 0; store <= 3; store++) {
        for (int state = Math.max(0, store - 1); state <= store; state++) {
          for (int app = 0; app <= store; app++) {
            int again = Math.max(0, state - app) + (store - state);
            all.add(Arguments.of(initial, store, state, app, again));
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("combinations")
  @DisplayName("F09 from every height of store, state and application they meet at the last block")
  void nodeAndApplicationMeetAtTheLastBlock(
      long initial, int store, int state, int app, int executed) {
    KvStoreApplication application = TestChain.of(initial, app).app;
    TestChain wanted = TestChain.of(initial, store);

    Handshake.Outcome outcome =
        TestChain.get(
            handshake(initial, store, state, application, app)
                .run(TestChain.of(initial, state).state));

    assertThat(outcome.state()).isEqualTo(wanted.state);
    assertThat(outcome.replayed()).isEqualTo(executed);
    assertThat(outcome.appVersion()).isEqualTo(1);
    assertThat(application.info(RequestInfo.getDefaultInstance()))
        .isEqualTo(wanted.app.info(RequestInfo.getDefaultInstance()));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3, 4, APPLICATION_AHEAD",
    "3, 2, 4, APPLICATION_AHEAD",
    "2, 3, 2, STATE_AHEAD",
    "3, 1, 1, STORE_AHEAD"
  })
  void whatCannotMeetKeepsTheNodeFromStarting(int store, int state, int app, Reason reason) {
    var refusal = refusal(handshake(1, store, state, app), TestChain.of(state).state);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  @Test
  void anApplicationThatWasNotResetWithTheNodeIsToldWithBothHashes() {
    TestChain fresh = TestChain.fresh(1);
    var refusal = refusal(fresh.handshake(TestChain.of(3).app), fresh.state);
    assertThat(refusal.reason()).isEqualTo(Reason.APP_HASH_MISMATCH);
    assertThat(refusal).hasMessageContaining("06").hasMessageContaining("is empty");
    assertThat(refusal).hasMessageContaining("reset the node and the application together");
  }

  @Test
  void anApplicationOfTheSameHeightWithAnotherHashIsRefused() {
    TestChain chain = TestChain.of(2);
    Application other =
        told(
            ResponseInfo.newBuilder()
                .setLastBlockHeight(2)
                .setLastBlockAppHash(ByteString.copyFromUtf8("x"))
                .build());
    var refusal = refusal(chain.handshake(other), chain.state);
    assertThat(refusal.reason()).isEqualTo(Reason.APP_HASH_MISMATCH);
    assertThat(refusal)
        .hasMessageContaining("78")
        .hasMessageContaining(chain.state.appHash().toString());
  }

  @Test
  void anApplicationThatExecutesAnotherWayIsFoundAtTheNextBlock() {
    TestChain chain = TestChain.of(3);
    var refusal = refusal(chain.handshake(new Application() {}), chain.state);
    assertThat(refusal.reason()).isEqualTo(Reason.APP_HASH_MISMATCH);
  }

  @Test
  void aNegativeHeightIsRefused() {
    TestChain chain = TestChain.fresh(1);
    Application odd = told(ResponseInfo.newBuilder().setLastBlockHeight(-1).build());
    assertThat(refusal(chain.handshake(odd), chain.state).reason())
        .isEqualTo(Reason.NEGATIVE_HEIGHT);
  }

  @Test
  void anApplicationBehindAPrunedStoreIsRefused() {
    TestChain chain = TestChain.of(4);
    TestChain.get(chain.blocks.prune(3, chain.state));
    var refusal = refusal(chain.handshake(TestChain.of(1).app), chain.state);
    assertThat(refusal.reason()).isEqualTo(Reason.APPLICATION_BEHIND);
  }

  @Test
  void aBlockThatIsGoneIsNamed() {
    TestChain chain = TestChain.of(4);
    chain.lose(3);
    var refusal = refusal(chain.handshake(TestChain.of(1).app), chain.state);
    assertThat(refusal.reason()).isEqualTo(Reason.MISSING_BLOCK);
    assertThat(refusal).hasMessageContaining("block 3");
  }

  @Test
  void anAnswerThatIsGoneIsNamed() {
    TestChain chain = TestChain.of(3);
    TestChain state = TestChain.of(2);
    NodeServices services =
        new NodeServices(
            chain.blocks,
            state.states,
            chain.services().txPool(),
            chain.services().evidencePool(),
            chain.services().eventBus());
    Handshake handshake =
        new Handshake(
            TestChain.connect(chain.app),
            services,
            TestChain.validation(),
            chain.genesis,
            TestChain.INLINE);
    assertThat(refusal(handshake, state.state).reason()).isEqualTo(Reason.MISSING_RESPONSE);
  }

  @Test
  void aStoredBlockThatDoesNotFollowTheStateIsNamedWithItsRule() {
    State other = TestChain.of(2).state.withAppHash(Bytes.wrap(new byte[] {9}));
    var refusal = refusal(handshake(1, 3, 2, 2), other);
    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_BLOCK);
    assertThat(refusal).hasMessageContaining("APP_HASH");
  }

  @Test
  void theApplicationNamesHashValidatorsAndParametersOfTheFirstBlock() {
    TestChain chain = TestChain.fresh(1);
    var key = chain.genesis.validators().getFirst().publicKey();
    State state =
        TestChain.get(
                chain
                    .handshake(
                        beginning(
                            ResponseInitChain.newBuilder()
                                .setAppHash(ByteString.copyFromUtf8("begin"))
                                .addValidators(
                                    ValidatorUpdate.newBuilder()
                                        .setPubKey(PublicKeyCodec.toWire(key))
                                        .setPower(3))
                                .setConsensusParams(
                                    dev.cometj.wire.types.ConsensusParams.newBuilder()
                                        .setVersion(
                                            dev.cometj.wire.types.VersionParams.newBuilder()
                                                .setApp(77)))
                                .build()))
                    .run(chain.state))
            .state();
    assertThat(state.appHash()).isEqualTo(Bytes.wrap("begin".getBytes(StandardCharsets.UTF_8)));
    assertThat(state.validators().size()).isEqualTo(1);
    assertThat(state.validators().totalVotingPower()).isEqualTo(3);
    assertThat(state.version().app()).isEqualTo(77);
    assertThat(state.lastResultsHash().length()).isEqualTo(32);
    assertThat(chain.states.load()).contains(state);
  }

  @Test
  void validatorsThatMakeNoSetAreRefused() {
    TestChain chain = TestChain.fresh(1);
    Application odd =
        beginning(
            ResponseInitChain.newBuilder()
                .addValidators(ValidatorUpdate.newBuilder().setPower(3))
                .build());
    assertThat(refusal(chain.handshake(odd), chain.state).reason())
        .isEqualTo(Reason.INVALID_VALIDATORS);
  }

  @Test
  void aChainWithoutValidatorsDoesNotBegin() {
    TestChain chain = TestChain.fresh(1);
    GenesisDoc doc = chain.genesis;
    GenesisDoc empty =
        new GenesisDoc(
            doc.genesisTime(),
            doc.chainId(),
            1,
            doc.consensusParams(),
            List.of(),
            Bytes.EMPTY,
            Bytes.EMPTY);
    Handshake handshake =
        new Handshake(
            TestChain.connect(new Application() {}),
            chain.services(),
            TestChain.validation(),
            empty,
            TestChain.INLINE);
    var refusal = refusal(handshake, TestChain.genesisState(empty));
    assertThat(refusal.reason()).isEqualTo(Reason.NO_VALIDATORS);
  }

  private static Application told(ResponseInfo info) {
    return new Application() {
      @Override
      public ResponseInfo info(RequestInfo request) {
        return info;
      }
    };
  }

  private static Application beginning(ResponseInitChain response) {
    return new Application() {
      @Override
      public ResponseInitChain initChain(RequestInitChain request) {
        return response;
      }
    };
  }
}
