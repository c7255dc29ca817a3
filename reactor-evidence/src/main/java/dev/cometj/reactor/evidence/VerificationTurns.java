package dev.cometj.reactor.evidence;

import static java.lang.System.Logger.Level.ERROR;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.service.State;
import dev.cometj.reactor.evidence.verification.EvidenceVerifier;
import dev.cometj.reactor.evidence.verification.Verdict;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Checks evidence off the mailbox: as many pieces at once as there are verifiers, and those who brought some in turns, so
/// that whoever brings much delays nobody else and leaves the processors to others.
///
/// Confined to the reactor's mailbox.
final class VerificationTurns {
  private static final System.Logger LOG = System.getLogger(VerificationTurns.class.getName());

  /// Work of one lane.
  interface Job {
    /// Tell what to check now, if it still needs to be checked.
    Optional<List<Evidence>> pieces();

    /// Take the verdict, unless nothing had to be checked.
    void judged(Verdict verdict);
  }

  private final Executor computation;
  private final Executor mailbox;
  private final Supplier<Optional<State>> state;
  private final Deque<EvidenceVerifier> idle;
  private final Deque<Lane> ready = new ArrayDeque<>();

  VerificationTurns(
      Executor computation,
      Executor mailbox,
      Supplier<Optional<State>> state,
      Collection<EvidenceVerifier> verifiers) {
    this.computation = computation;
    this.mailbox = mailbox;
    this.state = state;
    this.idle = new ArrayDeque<>(verifiers);
  }

  /// One who brings evidence: its jobs are done one after the other.
  final class Lane {
    private final Deque<Job> waiting = new ArrayDeque<>();
    private boolean inTurn;
    private boolean closed;

    void submit(Job job) {
      if (closed) {
        return;
      }
      waiting.add(job);
      if (!inTurn) {
        inTurn = true;
        ready.add(this);
        dispatch();
      }
    }

    /// Drop what waits. A verdict that is on its way still comes.
    void close() {
      closed = true;
      waiting.clear();
    }
  }

  Lane lane() {
    return new Lane();
  }

  private void dispatch() {
    while (!idle.isEmpty() && !ready.isEmpty()) {
      Lane lane = ready.remove();
      Job job = lane.waiting.poll();
      if (job == null) {
        lane.inTurn = false;
        continue;
      }
      Optional<List<Evidence>> pieces = job.pieces();
      if (pieces.isEmpty()) {
        ready.add(lane);
        continue;
      }
      Optional<State> now = state.get();
      if (now.isEmpty()) {
        job.judged(new Verdict.Undecided("there is no block yet"));
        ready.add(lane);
        continue;
      }
      EvidenceVerifier verifier = idle.remove();
      computation.execute(() -> {
        Verdict verdict = verify(verifier, now.get(), pieces.get());
        mailbox.execute(() -> {
          idle.add(verifier);
          ready.add(lane);
          try {
            job.judged(verdict);
          } finally {
            dispatch();
          }
        });
      });
    }
  }

  private static Verdict verify(EvidenceVerifier verifier, State state, List<Evidence> pieces) {
    try {
      return verifier.verify(state, pieces);
    } catch (RuntimeException e) {
      LOG.log(ERROR, "Evidence could not be checked", e);
      return new Verdict.Undecided("a fault of ours: " + e);
    }
  }
}
