package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.spi.AssemblyException;
import dev.cometj.p2p.spi.Services;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The services that the parts of a node offer each other. Filled during assembly, then read from any thread.
final class ServiceRegistry {
  private final Map<Class<?>, List<Object>> services = new LinkedHashMap<>();

  void add(Class<?> type, Object service) {
    services.computeIfAbsent(type, key -> new ArrayList<>()).add(type.cast(service));
  }

  <S> List<S> all(Class<S> type) {
    return services.getOrDefault(type, List.of()).stream().map(type::cast).toList();
  }

  <S> Optional<S> find(Class<S> type) {
    return all(type).stream().findFirst();
  }

  /// Give a part access to what it declared.
  Services of(Part part) {
    return new Services() {
      @Override
      public <S> S need(Class<S> type) {
        if (!part.needs().contains(type)) {
          throw undeclared(part, type, "need");
        }
        return find(type).orElseThrow();
      }

      @Override
      public <S> Optional<S> want(Class<S> type) {
        if (!part.wants().contains(type)) {
          throw undeclared(part, type, "want");
        }
        return find(type);
      }
    };
  }

  private static AssemblyException undeclared(Part part, Class<?> type, String verb) {
    return new AssemblyException(
        List.of("%s does not declare to %s %s".formatted(part.title(), verb, type.getName())));
  }
}
