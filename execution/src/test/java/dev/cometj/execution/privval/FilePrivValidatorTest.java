package dev.cometj.execution.privval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.Proposal;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Vote;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FilePrivValidatorTest {
  private static final String CHAIN = "chain";
  private static final Path KEY = Path.of("key");
  private static final Path STATE = Path.of("state");

  private final Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(new byte[32]);
  private final VirtualWorld world = VirtualWorld.create();
  private final VirtualNode node = world.node("validator");
  private final PrivValidator validator = FilePrivValidator.create(KEY, STATE, key, node);

  private <T> T await(CompletionStage<T> stage) {
    return world.await(stage, Duration.ofSeconds(1));
  }

  private Vote prevote(long height, int seconds) {
    return new Vote(
        SignedMsgType.PREVOTE,
        height,
        0,
        BlockId.NIL,
        new Timestamp(seconds, 5),
        Bytes.wrap(key.publicKey().address()),
        0,
        Bytes.EMPTY,
        Bytes.EMPTY,
        Bytes.EMPTY);
  }

  @Test
  void signsVotesAndProposals() {
    assertThat(await(validator.publicKey())).isEqualTo(key.publicKey());
    Proposal proposal = new Proposal(1, 0, -1, BlockId.NIL, new Timestamp(1, 2), Bytes.EMPTY);
    Proposal signedProposal = await(validator.signProposal(CHAIN, proposal));
    assertThat(
            key.publicKey()
                .verifies(
                    signedProposal.signBytes(CHAIN), signedProposal.signature().toByteArray()))
        .isTrue();
    Vote signed = await(validator.signVote(CHAIN, prevote(1, 10)));
    assertThat(signed.isSignedBy(CHAIN, key.publicKey())).isTrue();
    assertThat(await(validator.signVote(CHAIN, prevote(1, 20)))).isEqualTo(signed);
    PrivValidator reopened = FilePrivValidator.open(KEY, STATE, node);
    assertThat(await(reopened.signVote(CHAIN, prevote(1, 30)))).isEqualTo(signed);
  }

  @Test
  void requestsAreServedInOrderAndFailTyped() {
    List<Long> done = new ArrayList<>();
    for (long height = 1; height <= 3; height++) {
      long asked = height;
      validator.signVote(CHAIN, prevote(height, 1)).thenAccept(_ -> done.add(asked));
    }
    var refused = validator.signVote(CHAIN, prevote(2, 1)).toCompletableFuture();
    world.runUntilIdle();
    assertThat(done).containsExactly(1L, 2L, 3L);
    assertThatThrownBy(refused::join)
        .cause()
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REGRESSION));
  }
}
