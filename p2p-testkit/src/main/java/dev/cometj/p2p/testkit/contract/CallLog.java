package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls that a host makes to its reactors, held against the grammar of `spec/p2p/reactor-api/reactor.md`.
final class CallLog {
  enum Kind {
    START,
    ADMIT,
    PEER_STARTED,
    RECEIVE,
    PEER_STOPPED,
    STOP
  }

  /// One call.
  record Call(
      Probe reactor,
      Kind kind,
      Probe.@Nullable Session session,
      String message,
      @Nullable StopReason reason) {
    @Override
    public String toString() {
      return "%s.%s%s".formatted(reactor.name(), kind, session == null ? "" : " " + session);
    }
  }

  private final List<Probe> probes = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  void join(Probe probe) {
    probes.add(probe);
  }

  void violation(String text) {
    violations.add(text + ", after " + calls.subList(Math.max(0, calls.size() - 6), calls.size()));
  }

  List<String> violations() {
    return violations;
  }

  /// Take a call without a session.
  void record(Probe reactor, Kind kind) {
    Probe.State expected = kind == Kind.START ? Probe.State.NEW : Probe.State.STARTED;
    if (kind != Kind.ADMIT) {
      require(reactor.state() == expected, reactor.name() + " got " + kind + " out of turn");
    } else {
      require(
          reactor.state() == expected,
          reactor.name() + " got a peer before its start ended or after its stop");
    }
    if (kind == Kind.STOP) {
      require(reactor.living().isEmpty(), reactor.name() + " is stopped before its peers");
    }
    calls.add(new Call(reactor, kind, null, "", null));
  }

  /// Take a call with a session.
  void record(
      Probe reactor,
      Kind kind,
      Probe.Session session,
      String message,
      @Nullable StopReason reason) {
    String call = reactor.name() + " got " + kind + " of " + session;
    require(reactor.state() == Probe.State.STARTED, call + " out of turn");
    require(
        session.owner() == reactor, call + ", whose session is " + session.owner().name() + "'s");
    require(!session.isOver(), call + " after its peerStopped");
    if (kind == Kind.PEER_STARTED) {
      require(!session.isStarted(), call + " again");
    }
    if (kind == Kind.RECEIVE) {
      for (Probe other : probes) {
        require(
            other.admissions(session.id()) >= session.ordinal(),
            call + " before " + other.name() + " has admitted the peer");
      }
    }
    calls.add(new Call(reactor, kind, session, message, reason));
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      violation(otherwise);
    }
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  /// List the calls of a kind, to all reactors.
  List<Call> calls(Kind kind) {
    return calls.stream().filter(call -> call.kind == kind).toList();
  }

  List<Call> calls(Probe reactor, Kind kind) {
    return calls.stream().filter(call -> call.kind == kind && call.reactor == reactor).toList();
  }

  /// List what a reactor received from a peer.
  List<String> received(Probe reactor, NodeId from) {
    return calls(reactor, Kind.RECEIVE).stream()
        .filter(call ->
            Optional.ofNullable(call.session).map(Probe.Session::id).equals(Optional.of(from)))
        .map(Call::message)
        .toList();
  }

  /// Tell why a reactor's peer was stopped.
  Optional<StopReason> stopReason(Probe reactor) {
    return calls(reactor, Kind.PEER_STOPPED).stream().map(Call::reason).findFirst();
  }
}
