package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Link;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Decides who may come in, and knows who is on the way. Used in the Switch's mailbox.
///
/// Connections on their way count against the limit of inbound peers: admission takes its time, and otherwise any number
/// would pass the check before the first of them is in the set.
final class Entrance {
  private final PeerSwitch network;
  private final SwitchConfig config;
  private final IpReputation reputation;
  private final Set<Admission> admissions = new LinkedHashSet<>();

  Entrance(PeerSwitch network, SwitchConfig config, IpReputation reputation) {
    this.network = network;
    this.config = config;
    this.reputation = reputation;
  }

  /// Lead a link into the peer set.
  ///
  /// @param done gets the refusal, or nothing once the node is a peer; exactly once
  void admit(Link link, Consumer<Optional<Rejection>> done) {
    Admission admission = new Admission(network, link, done);
    admissions.add(admission);
    admission.begin();
  }

  void ended(Admission admission) {
    admissions.remove(admission);
  }

  boolean isEmpty() {
    return admissions.isEmpty();
  }

  void abortAll() {
    List.copyOf(admissions).forEach(Admission::abort);
  }

  /// Decide whether a link may go on: the checks before and after the filters.
  Optional<Rejection> refusalOf(Admission admission) {
    NodeId id = admission.id();
    if (!network.isRunning()) {
      return Optional.of(Rejection.of(Rejection.Kind.STOPPING, id, "this node is stopping"));
    }
    boolean claimed =
        admissions.stream()
            .anyMatch(other -> other != admission && other.isClaiming() && other.id().equals(id));
    if (claimed || network.snapshot().byId().containsKey(id)) {
      return Optional.of(
          Rejection.of(Rejection.Kind.DUPLICATE_ID, id, "there is a connection with this node"));
    }
    return isLimited(admission) ? inboundRefusal(admission) : Optional.empty();
  }

  private boolean isLimited(Admission admission) {
    return !admission.link().isOutbound() && !config.unconditionalIds().contains(admission.id());
  }

  private Optional<Rejection> inboundRefusal(Admission admission) {
    long onTheWay =
        admissions.stream().filter(other -> other != admission).filter(this::isLimited).count();
    if (network.snapshot().counts().inbound() + onTheWay >= config.maxInbound()) {
      return Optional.of(
          Rejection.of(
              Rejection.Kind.TOO_MANY_INBOUND,
              admission.id(),
              "all %d inbound places are taken".formatted(config.maxInbound())));
    }
    if (reputation.isShunned(admission.link().socketAddress().ip(), network.nanoTime())) {
      return Optional.of(
          Rejection.of(
              Rejection.Kind.FILTERED,
              admission.id(),
              "%d peers of this IP were at fault within an hour".formatted(IpReputation.FAULTS)));
    }
    return Optional.empty();
  }
}
