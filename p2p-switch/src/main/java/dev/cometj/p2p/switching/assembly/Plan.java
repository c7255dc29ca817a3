package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.PeerFilter;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.RpcRoutes;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.StatusText;
import dev.cometj.p2p.spi.TransportProvider;
import dev.cometj.p2p.switching.assembly.Part.ComponentPart;
import dev.cometj.p2p.switching.assembly.Part.ReactorPart;
import dev.cometj.p2p.switching.core.SwitchConfig;
import dev.cometj.p2p.switching.core.SwitchFacets;
import dev.cometj.p2p.switching.peer.PeerFacets;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checked parts in their order. Making a plan asks providers only for what they declare; nothing is created.
///
/// @param config the Switch's configuration
/// @param transport the transport that the scheme of `p2p.laddr` picked
/// @param components the components, in the order of their start
/// @param reactors the reactors, in the order of start and admission
record Plan(
    SwitchConfig config,
    TransportProvider transport,
    List<ComponentPart> components,
    List<ReactorPart> reactors) {
  private static final Logger LOG = System.getLogger("dev.cometj.p2p.assembly");

  private static final String REACTORS = "cometj.reactors";
  private static final String ADDRESSES = "PEX";

  /// Services of which there may be several; all of them are used.
  private static final Set<Class<?>> SHARED =
      Set.of(ConnectionFilter.class, PeerFilter.class, RpcRoutes.class, StatusText.class);

  static Plan of(Settings settings, Parts parts, Problems problems) {
    SwitchConfig config = SwitchConfig.read(settings, problems::add);
    List<ReactorPart> reactors = reactors(settings, parts.reactors(), problems);
    List<ComponentPart> components =
        demanded(components(settings, parts.components(), problems), reactors);
    if (reactors.isEmpty()) {
      LOG.log(Level.INFO, "no reactor takes part: peers are connected, but nothing is exchanged");
    }
    List<Part> all = Stream.<Part>concat(components.stream(), reactors.stream()).toList();
    checkNames(all, problems);
    checkServices(all, problems);
    checkChannels(reactors, problems);
    checkFacets(reactors, problems);
    List<ReactorPart> ordered = ordered(reactors, strict(reactors), problems);
    Optional<TransportProvider> transport =
        transport(config.scheme(), parts.transports(), problems);
    problems.throwIfAny();
    return new Plan(
        config, transport.orElseThrow(), ordered(components, Map.of(), problems), ordered);
  }

  private static List<ComponentPart> components(
      Settings settings, List<ComponentProvider> providers, Problems problems) {
    List<ComponentPart> result = new ArrayList<>();
    for (ComponentProvider provider : providers) {
      String title = Part.titleOf(provider.name(), provider);
      problems
          .attempt(title, () -> provider.declines(settings))
          .ifPresent(declined -> {
            declined.ifPresentOrElse(
                reason -> logDeclined(title, reason),
                () ->
                    problems
                        .attempt(title, () -> ComponentPart.of(provider))
                        .ifPresent(result::add));
          });
    }
    return result;
  }

  private static List<ReactorPart> reactors(
      Settings settings, List<ReactorProvider> providers, Problems problems) {
    Predicate<ReactorProvider> chosen = chosen(settings, providers, problems);
    List<ReactorPart> result = new ArrayList<>();
    for (ReactorProvider provider : providers) {
      String title = Part.titleOf(provider.name(), provider);
      if (!chosen.test(provider)) {
        logDeclined(title, "it is not among the reactors of this node");
        continue;
      }
      problems
          .attempt(title, () -> provider.declines(settings))
          .ifPresent(declined -> {
            declined.ifPresentOrElse(
                reason -> logDeclined(title, reason),
                () ->
                    problems
                        .attempt(title, () -> ReactorPart.of(provider, provider.channels(settings)))
                        .ifPresent(result::add));
          });
    }
    return result;
  }

  /// The reactors that the operator named, or all. A seed exchanges addresses and nothing else unless he names more, so
  /// that it needs neither application nor database.
  private static Predicate<ReactorProvider> chosen(
      Settings settings, List<ReactorProvider> providers, Problems problems) {
    List<String> named = settings.list(REACTORS);
    for (String name : named) {
      if (providers.stream().noneMatch(provider -> provider.name().equals(name))) {
        problems.add(
            "%s: there is no reactor %s on the module path, only %s"
                .formatted(
                    REACTORS,
                    name,
                    providers.stream().map(ReactorProvider::name).sorted().toList()));
      }
    }
    if (!named.isEmpty()) {
      return provider -> named.contains(provider.name());
    }
    return settings.flag("p2p.seed_mode", false)
        ? provider -> provider.name().equals(ADDRESSES)
        : _ -> true;
  }

  /// Leaves out what takes part on demand only and nobody needs who takes part himself.
  private static List<ComponentPart> demanded(
      List<ComponentPart> components, List<ReactorPart> reactors) {
    Set<ComponentPart> rest = new LinkedHashSet<>(components);
    Set<Class<?>> needed = new HashSet<>();
    reactors.forEach(reactor -> needed.addAll(reactor.needs()));
    Optional<ComponentPart> next = Optional.empty();
    do {
      next =
          rest.stream()
              .filter(
                  part -> !part.isOnDemand() || part.offers().stream().anyMatch(needed::contains))
              .findFirst();
      next.ifPresent(part -> {
        rest.remove(part);
        needed.addAll(part.needs());
      });
    } while (next.isPresent());
    rest.forEach(part -> logDeclined(part.title(), "nothing here needs it"));
    return components.stream().filter(part -> !rest.contains(part)).toList();
  }

  private static void logDeclined(String title, String reason) {
    LOG.log(Level.INFO, "{0} takes no part: {1}", title, reason);
  }

  private static void checkNames(List<Part> parts, Problems problems) {
    parts.stream()
        .collect(Collectors.groupingBy(Part::name, LinkedHashMap::new, Collectors.toList()))
        .forEach((name, bearers) -> {
          if (bearers.size() > 1) {
            problems.add("the name %s is taken twice: by %s".formatted(name, titles(bearers)));
          }
        });
  }

  private static void checkServices(List<Part> parts, Problems problems) {
    Map<Class<?>, List<Part>> offers = new LinkedHashMap<>();
    parts.forEach(part ->
        part.offers()
            .forEach(type -> offers.computeIfAbsent(type, k -> new ArrayList<>()).add(part)));
    offers.forEach((type, offering) -> {
      if (offering.size() > 1 && !SHARED.contains(type)) {
        problems.add(
            "the service %s is offered twice: by %s".formatted(type.getName(), titles(offering)));
      }
    });
    for (Part part : parts) {
      part.needs().stream()
          .filter(type -> !offers.containsKey(type))
          .map(Class::getName)
          .sorted()
          .forEach(type ->
              problems.add(
                  "%s needs the service %s, which nothing on the module path offers"
                      .formatted(part.title(), type)));
    }
  }

  private static String titles(Collection<? extends Part> parts) {
    return parts.stream().map(Part::title).collect(Collectors.joining(" and "));
  }

  private static void checkChannels(List<ReactorPart> reactors, Problems problems) {
    Map<Integer, ReactorPart> owners = new HashMap<>();
    for (ReactorPart reactor : reactors) {
      for (Channel<?> channel : reactor.channels()) {
        ReactorPart former = owners.putIfAbsent(channel.id(), reactor);
        if (former != null) {
          problems.add(
              "channel 0x%02x is taken twice: by %s and %s"
                  .formatted(channel.id(), former.title(), reactor.title()));
        }
      }
    }
    if (owners.size() > NodeInfo.MAX_CHANNELS) {
      problems.add(
          "%d channels are more than the %d that a node may announce: %s"
              .formatted(owners.size(), NodeInfo.MAX_CHANNELS, titles(reactors)));
    }
  }

  private static void checkFacets(List<ReactorPart> reactors, Problems problems) {
    for (ReactorPart reactor : reactors) {
      reactor.facets().stream()
          .filter(facet -> !PeerFacets.ALL.contains(facet) && !SwitchFacets.ALL.contains(facet))
          .map(Class::getName)
          .sorted()
          .forEach(facet ->
              problems.add(
                  "%s declares %s, which is no facet for reactors"
                      .formatted(reactor.title(), facet)));
    }
  }

  /// Who publishes a fact comes before who reads it, unless the reader publishes it as well.
  private static Map<String, Set<String>> strict(List<ReactorPart> reactors) {
    Map<String, Set<String>> result = new HashMap<>();
    for (ReactorPart reader : reactors) {
      Set<AttributeKey<?>> foreign = new HashSet<>(reader.reads());
      foreign.removeAll(reader.publishes());
      reactors.stream()
          .filter(publisher -> publisher.publishes().stream().anyMatch(foreign::contains))
          .forEach(publisher ->
              result.computeIfAbsent(reader.name(), k -> new HashSet<>()).add(publisher.name()));
    }
    return result;
  }

  private static <P extends Part> List<P> ordered(
      List<P> parts, Map<String, Set<String>> strict, Problems problems) {
    Map<String, P> byName =
        parts.stream()
            .collect(Collectors.toMap(Part::name, Function.identity(), (one, two) -> one));
    Map<String, Set<String>> preferred = new HashMap<>();
    for (Part part : parts) {
      preferred.put(
          part.name(),
          parts.stream()
              .filter(other -> !other.equals(part))
              .filter(other -> other.offers().stream().anyMatch(uses(part)::contains))
              .map(Part::name)
              .collect(Collectors.toSet()));
    }
    StartOrder order = new StartOrder(strict, preferred);
    Set<String> cycle = order.cycle(byName.keySet());
    if (!cycle.isEmpty()) {
      problems.add(
          "each of %s reads facts about peers that another one publishes".formatted(cycle));
      return parts;
    }
    return order.sort(byName.keySet()).stream().map(byName::get).toList();
  }

  /// The services that a part should find started: among components also those that it only wants.
  private static Set<Class<?>> uses(Part part) {
    Set<Class<?>> uses = new HashSet<>(part.needs());
    if (part instanceof ComponentPart) {
      uses.addAll(part.wants());
    }
    return uses;
  }

  private static Optional<TransportProvider> transport(
      String scheme, List<TransportProvider> providers, Problems problems) {
    List<TransportProvider> fitting =
        providers.stream().filter(provider -> provider.scheme().equals(scheme)).toList();
    if (fitting.size() > 1) {
      problems.add(
          "p2p.laddr: several transports serve %s://: %s"
              .formatted(
                  scheme,
                  fitting.stream()
                      .map(provider -> Part.titleOf(provider.scheme(), provider))
                      .toList()));
    } else if (fitting.isEmpty()) {
      problems.add(
          "p2p.laddr: no transport on the module path serves %s://, only %s"
              .formatted(
                  scheme, providers.stream().map(TransportProvider::scheme).sorted().toList()));
    }
    return fitting.stream().findFirst();
  }
}
