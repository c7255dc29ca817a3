package dev.cometj.reactor.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Vote;
import dev.cometj.chain.json.EvidenceJson;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.RefusedEvidenceException;
import dev.cometj.chain.service.RefusedEvidenceException.Reason;
import dev.cometj.chain.service.State;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Kind;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The RPC route broadcast_evidence")
final class EvidenceRoutesTest {
  private final TestChain chain = new TestChain().grow(10);
  private final Taking pool = new Taking();
  private final Route route = new EvidenceRoutes(pool).routes().getFirst();

  private static final class Taking implements EvidencePool {
    final List<Evidence> taken = new ArrayList<>();
    boolean refuses;

    @Override
    public CompletionStage<Void> add(Evidence evidence) {
      taken.add(evidence);
      return refuses
          ? CompletableFuture.failedStage(
              new RefusedEvidenceException(Reason.INVALID, "no such validator"))
          : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<EvidenceList> pending(long maxBytes) {
      throw new AssertionError();
    }

    @Override
    public CompletionStage<Void> check(List<Evidence> evidence) {
      throw new AssertionError();
    }

    @Override
    public CompletionStage<Void> update(State state, List<Evidence> committed) {
      throw new AssertionError();
    }

    @Override
    public void reportConflictingVotes(Vote one, Vote other) {
      throw new AssertionError();
    }
  }

  private String ask(Optional<String> json) {
    return route.action().answer(_ -> json);
  }

  @Test
  @DisplayName("has the original's name and parameter")
  void shape() {
    assertThat(route.name()).isEqualTo("broadcast_evidence");
    assertThat(route.parameters()).hasSize(1);
    assertThat(route.parameters().getFirst().name()).isEqualTo("evidence");
    assertThat(route.parameters().getFirst().kind()).isEqualTo(Kind.JSON);
  }

  @Test
  @DisplayName("takes evidence of both kinds and tells its hash in base64")
  void takes() {
    for (Evidence each : List.of(chain.twoVotes(0, 5), new Attacks(chain).lunatic(3, 6))) {
      String hash = Base64.getEncoder().encodeToString(each.hash().toByteArray());
      assertThat(ask(Optional.of(EvidenceJson.typed(each))))
          .isEqualTo("{\"hash\":\"" + hash + "\"}");
      assertThat(pool.taken)
          .last()
          .satisfies(last -> assertThat(last.hash()).isEqualTo(each.hash()));
    }
  }

  @Test
  @DisplayName("says in the original's words what is wrong")
  void refuses() {
    assertThatThrownBy(() -> ask(Optional.empty()))
        .isInstanceOf(P2pException.class)
        .hasMessage("no evidence was provided");
    DuplicateVoteEvidence good = chain.twoVotes(0, 5);
    DuplicateVoteEvidence swapped =
        new DuplicateVoteEvidence(
            good.voteB(),
            good.voteA(),
            good.totalVotingPower(),
            good.validatorPower(),
            good.timestamp());
    assertThatThrownBy(() -> ask(Optional.of(EvidenceJson.typed(swapped))))
        .isInstanceOf(P2pException.class)
        .hasMessageStartingWith("evidence.ValidateBasic failed: ");
    pool.refuses = true;
    assertThatThrownBy(() -> ask(Optional.of(EvidenceJson.typed(good))))
        .isInstanceOf(P2pException.class)
        .hasMessage("failed to add evidence: no such validator");
    assertThatThrownBy(() -> ask(Optional.of("{}"))).isInstanceOf(IllegalArgumentException.class);
  }
}
