package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.ReactorProvider;
import java.util.List;
import java.util.Set;

/// A provider that takes part, with what it declares; asked for once.
sealed interface Part {
  String name();

  /// For messages: the module, and the name in it.
  String title();

  Set<Class<?>> offers();

  Set<Class<?>> needs();

  Set<Class<?>> wants();

  /// A reactor.
  record ReactorPart(
      ReactorProvider provider,
      String name,
      List<Channel<?>> channels,
      Set<Class<?>> facets,
      Set<AttributeKey<?>> publishes,
      Set<AttributeKey<?>> reads,
      Set<Class<?>> offers,
      Set<Class<?>> needs,
      Set<Class<?>> wants)
      implements Part {

    static ReactorPart of(ReactorProvider provider, List<Channel<?>> channels) {
      return new ReactorPart(
          provider,
          provider.name(),
          List.copyOf(channels),
          Set.copyOf(provider.facets()),
          Set.copyOf(provider.publishes()),
          Set.copyOf(provider.reads()),
          Set.copyOf(provider.offers()),
          Set.copyOf(provider.needs()),
          Set.copyOf(provider.wants()));
    }

    @Override
    public String title() {
      return titleOf(name, provider);
    }
  }

  /// A component that is no reactor.
  record ComponentPart(
      ComponentProvider provider,
      String name,
      boolean isOnDemand,
      Set<Class<?>> offers,
      Set<Class<?>> needs,
      Set<Class<?>> wants)
      implements Part {

    static ComponentPart of(ComponentProvider provider) {
      return new ComponentPart(
          provider,
          provider.name(),
          provider.isOnDemand(),
          Set.copyOf(provider.offers()),
          Set.copyOf(provider.needs()),
          Set.copyOf(provider.wants()));
    }

    @Override
    public String title() {
      return titleOf(name, provider);
    }
  }

  static String titleOf(String name, Object provider) {
    Module module = provider.getClass().getModule();
    return "%s of %s"
        .formatted(
            name, module.isNamed() ? "module " + module.getName() : provider.getClass().getName());
  }
}
