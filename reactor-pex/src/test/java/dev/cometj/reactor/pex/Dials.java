package dev.cometj.reactor.pex;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.Rejection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Scripts for what comes of dials.
final class Dials {
  private Dials() {}

  static DialOutcome refused(NetAddress address, Rejection.Kind kind) {
    return new DialOutcome.Refused(Rejection.of(kind, address.id(), "by the test"));
  }

  static Function<NetAddress, CompletionStage<DialOutcome>> failing() {
    return failing(Rejection.Kind.UNREACHABLE);
  }

  static Function<NetAddress, CompletionStage<DialOutcome>> failing(Rejection.Kind kind) {
    return address -> CompletableFuture.completedFuture(refused(address, kind));
  }

  static Function<NetAddress, CompletionStage<DialOutcome>> busy() {
    return _ -> CompletableFuture.completedFuture(new DialOutcome.AlreadyDialingOrConnected());
  }
}
