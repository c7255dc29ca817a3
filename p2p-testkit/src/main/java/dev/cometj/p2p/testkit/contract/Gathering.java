package dev.cometj.p2p.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.RejectedException;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The nodes and links of one test of a contract.
final class Gathering {
  private static final Duration AFTERWARDS = Duration.ofSeconds(30);

  private final ContractWorld world;
  private final BiFunction<String, TransportContext, Transport> factory;
  private final Function<String, HostPort> listenAddress;
  private final List<Party> parties = new ArrayList<>();
  private final List<LinkRecorder> recorders = new ArrayList<>();

  Gathering(
      ContractWorld world,
      BiFunction<String, TransportContext, Transport> factory,
      Function<String, HostPort> listenAddress) {
    this.world = world;
    this.factory = factory;
    this.listenAddress = listenAddress;
  }

  ContractWorld world() {
    return world;
  }

  Party.Plan plan(String name) {
    return new Party.Plan(world, name);
  }

  /// Make a node that listens.
  Party join(Party.Plan plan) {
    Party party = plan.with(factory);
    parties.add(party);
    return party.listen(listenAddress.apply(party.toString()));
  }

  Pair connect(Party dialler, Party listener) {
    int before = listener.accepted().size();
    Link out = world.await(dialler.dial(listener.address()));
    world.await("the link is accepted", () -> listener.accepted().size() > before);
    return new Pair(dialler, out, listener, listener.accepted().get(before));
  }

  LinkRecorder open(Link link) {
    LinkRecorder recorder = new LinkRecorder(world, link).open();
    recorders.add(recorder);
    return recorder;
  }

  Rejection refusal(CompletionStage<Link> dial) {
    Link link;
    try {
      link = world.await(dial);
    } catch (RejectedException e) {
      return e.rejection();
    }
    throw new AssertionError("a link to " + link.remoteInfo().id() + " was made");
  }

  /// Wait for a stage that must fail.
  Throwable failure(CompletionStage<?> stage) {
    try {
      world.await(stage);
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("the stage did not fail");
  }

  void awaitRefusal(Party listener, Rejection.Kind kind) {
    world.await(listener + " learns of a refusal", () -> !listener.refused().isEmpty());
    assertThat(listener.refused())
        .singleElement()
        .satisfies(refused -> assertThat(refused.rejection().kind()).isEqualTo(kind));
    assertThat(listener.accepted()).isEmpty();
  }

  /// Close everything, and check what no link may ever do.
  void end() {
    for (Party party : parties) {
      world.await(party.transport().close());
    }
    world.await(
        "every opened link has ended", () -> recorders.stream().allMatch(LinkRecorder::hasEnded));
    world.pass(AFTERWARDS);
    for (LinkRecorder recorder : recorders) {
      assertThat(recorder.violations()).isEmpty();
      assertThat(recorder.ends()).hasSize(1);
    }
    world.close();
  }
}
