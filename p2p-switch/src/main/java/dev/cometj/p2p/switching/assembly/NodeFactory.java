package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.spi.PeerFilter;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.FacetTable;
import dev.cometj.p2p.switching.assembly.Part.ComponentPart;
import dev.cometj.p2p.switching.assembly.Part.ReactorPart;
import dev.cometj.p2p.switching.core.PeerSwitch;
import dev.cometj.p2p.switching.core.SwitchGrants;
import dev.cometj.p2p.switching.peer.ReactorOwner;
import dev.cometj.p2p.switching.peer.ReactorSlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes a node of its parts.
public final class NodeFactory {
  private final Settings settings;
  private final NodeRuntime runtime;
  private final Metrics metrics;
  private final Problems problems = new Problems();
  private final ServiceRegistry services = new ServiceRegistry();
  private final Failure failure = new Failure();
  private final List<Member> components = new ArrayList<>();
  private final List<Member> reactors = new ArrayList<>();
  private final List<ReactorSlot<?, ?>> slots = new ArrayList<>();

  private NodeFactory(Settings settings, NodeRuntime runtime, Metrics metrics) {
    this.settings = settings;
    this.runtime = runtime;
    this.metrics = metrics;
  }

  /// Check the parts and create what they provide.
  ///
  /// @param settings the node's configuration
  /// @param runtime the world the node runs in
  /// @param signer proves the node's identity
  /// @param metrics the node's meters
  /// @param profile what the node tells of itself
  /// @param parts what it is made of
  /// @return the node
  /// @throws dev.cometj.p2p.spi.AssemblyException with all problems
  public static AssembledNode create(
      Settings settings,
      NodeRuntime runtime,
      NodeSigner signer,
      Metrics metrics,
      NodeProfile profile,
      Parts parts) {
    return new NodeFactory(settings, runtime, metrics).create(signer, profile, parts);
  }

  private AssembledNode create(NodeSigner signer, NodeProfile profile, Parts parts) {
    Plan plan = Plan.of(settings, parts, problems);
    NodeId id = NodeId.ofPublicKey(signer.publicKey());
    checkProfile(id, plan, profile);
    PeerSwitch network = new PeerSwitch(plan.config(), id, runtime, metrics);
    plan.components().forEach(this::createComponent);
    for (int i = 0; i < plan.reactors().size(); i++) {
      createReactor(i, plan.reactors().get(i), network);
    }
    problems.throwIfAny();
    List<PeerFilter> peerFilters = new ArrayList<>(parts.peerFilters());
    peerFilters.addAll(services.all(PeerFilter.class));
    network.assembled(slots, peerFilters);
    NodeParts made =
        new NodeParts(
            settings,
            runtime,
            metrics,
            signer,
            plan,
            profile,
            components,
            reactors,
            slots,
            services,
            failure,
            parts.connectionFilters());
    return new RunningNode(id, made, network, facets(plan.reactors()));
  }

  /// A fault of the configuration shows before anything is created.
  private void checkProfile(NodeId id, Plan plan, NodeProfile profile) {
    var _ =
        problems.attempt(
            "what the node tells of itself",
            () ->
                Announcement.of(
                    id,
                    plan.config().announcedAddress(),
                    profile,
                    new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 0),
                    channels(plan.reactors())));
  }

  static List<Channel<?>> channels(List<ReactorPart> reactors) {
    return reactors.stream().<Channel<?>>flatMap(part -> part.channels().stream()).toList();
  }

  private void createComponent(ComponentPart part) {
    Mailbox mailbox = runtime.mailbox(part.name());
    problems
        .attempt(
            part.title(),
            () ->
                part.provider()
                    .create(new Contexts.OfComponent(settings, runtime, mailbox, metrics, failure)))
        .ifPresent(component -> components.add(join(part, component, mailbox)));
  }

  private void createReactor(int index, ReactorPart part, PeerSwitch network) {
    Mailbox mailbox = runtime.mailbox(part.name());
    ReactorOwner owner =
        new ReactorOwner(
            index,
            part.name(),
            mailbox,
            part.channels().stream().collect(Collectors.toMap(Channel::id, Function.identity())),
            part.facets(),
            part.reads(),
            part.publishes());
    Optional<Reactor<?, ?>> created =
        problems.attempt(
            part.title(),
            () ->
                part.provider()
                    .create(
                        new Contexts.OfReactor(
                            settings,
                            runtime,
                            mailbox,
                            metrics,
                            failure,
                            new SwitchGrants(network, owner))));
    created.ifPresent(reactor -> {
      reactors.add(join(part, reactor, mailbox));
      slots.add(ReactorSlot.of(owner, reactor));
    });
  }

  private Member join(Part part, Component component, Mailbox mailbox) {
    for (Class<?> type : part.offers()) {
      problems
          .attempt(part.title(), () -> component.service(type))
          .ifPresent(service -> services.add(type, service));
    }
    return new Member(part.name(), component, mailbox, services.of(part));
  }

  private static FacetTable facets(List<ReactorPart> parts) {
    Map<String, Set<String>> rows = new LinkedHashMap<>();
    for (ReactorPart part : parts) {
      rows.put(
          part.name(),
          part.facets().stream().map(Class::getSimpleName).collect(Collectors.toSet()));
    }
    return new FacetTable(rows);
  }
}
