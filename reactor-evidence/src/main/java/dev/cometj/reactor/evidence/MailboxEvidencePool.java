package dev.cometj.reactor.evidence;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Vote;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.RefusedEvidenceException;
import dev.cometj.chain.service.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The service that others use: each call becomes an event in the reactor's mailbox, and waits there until what was kept
/// over a restart is read.
final class MailboxEvidencePool implements EvidencePool {
  private final Executor mailbox;

  /// What came before there was a desk; used in the mailbox, as the desk is.
  private final List<Runnable> early = new ArrayList<>();

  private @Nullable Desk desk;

  /// The parts that do the work.
  record Desk(
      dev.cometj.reactor.evidence.pool.Pool pool,
      Intake intake,
      VerificationTurns.Lane users,
      BlockChecks checks) {}

  MailboxEvidencePool(Executor mailbox) {
    this.mailbox = mailbox;
  }

  /// Begin to work, in the mailbox.
  void open(Desk newDesk) {
    desk = newDesk;
    early.forEach(Runnable::run);
    early.clear();
  }

  private <T> CompletionStage<T> ask(BiConsumer<Desk, CompletableFuture<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    mailbox.execute(() -> whenOpen(question, answer));
    return answer.minimalCompletionStage();
  }

  private <T> void whenOpen(
      BiConsumer<Desk, CompletableFuture<T>> question, CompletableFuture<T> answer) {
    Desk open = desk;
    if (open == null) {
      early.add(() -> whenOpen(question, answer));
      return;
    }
    try {
      question.accept(open, answer);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  public CompletionStage<EvidenceList> pending(long maxBytes) {
    return ask((open, answer) -> answer.complete(open.pool().proposal(maxBytes)));
  }

  @Override
  public CompletionStage<Void> check(List<Evidence> evidence) {
    if (evidence.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    List<Evidence> copy = List.copyOf(evidence);
    return ask((open, answer) -> open.checks().check(copy, answer));
  }

  @Override
  public CompletionStage<Void> update(State state, List<Evidence> committed) {
    List<Evidence> copy = List.copyOf(committed);
    return ask((open, answer) -> follow(open.pool().update(state, copy), answer));
  }

  @Override
  public CompletionStage<Void> add(Evidence evidence) {
    return ask((open, answer) ->
        open.intake()
            .offer(
                open.users(),
                evidence,
                outcome -> {
                  switch (outcome) {
                    case Outcome.Kept(CompletionStage<Void> written) -> follow(written, answer);
                    case Outcome.Refused(var reason, String detail) ->
                        answer.completeExceptionally(new RefusedEvidenceException(reason, detail));
                  }
                }));
  }

  @Override
  public void reportConflictingVotes(Vote one, Vote other) {
    var _ =
        this.<Void>ask((open, answer) -> {
          open.pool().report(one, other);
          answer.complete(null);
        });
  }

  private static void follow(CompletionStage<Void> stage, CompletableFuture<Void> answer) {
    stage.whenComplete((_, failure) -> {
      if (failure == null) {
        answer.complete(null);
      } else {
        answer.completeExceptionally(failure);
      }
    });
  }
}
