package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.spi.AssemblyException;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Services;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The services that a test offers, within what the provider declares.
final class ScriptedServices implements Services {
  private final ReactorProvider provider;
  private final Map<Class<?>, Object> offered;

  ScriptedServices(ReactorProvider provider, Map<Class<?>, Object> offered) {
    this.provider = provider;
    this.offered = Map.copyOf(offered);
  }

  @Override
  public <S> S need(Class<S> type) {
    if (!provider.needs().contains(type)) {
      throw undeclared("need", type);
    }
    Object service = offered.get(type);
    if (service == null) {
      throw new AssemblyException(
          List.of(
              provider.name() + " needs " + type.getName() + ", which the test does not offer"));
    }
    return type.cast(service);
  }

  @Override
  public <S> Optional<S> want(Class<S> type) {
    if (!provider.wants().contains(type)) {
      throw undeclared("want", type);
    }
    return Optional.ofNullable(offered.get(type)).map(type::cast);
  }

  private AssemblyException undeclared(String how, Class<?> type) {
    return new AssemblyException(
        List.of("%s does not declare to %s %s".formatted(provider.name(), how, type.getName())));
  }
}
