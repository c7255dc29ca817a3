package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.FacetNotGrantedException;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.PeerIdentity;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Grants the declared facets of an object, each as an object of that interface only.
final class FacetGate implements Grants {
  private final String provider;
  private final Set<Class<?>> declared;
  private final Object target;
  private final Runnable beforeEachCall;
  private final Map<Class<?>, Object> granted = new HashMap<>();

  FacetGate(String provider, Set<Class<?>> declared, Object target, Runnable beforeEachCall) {
    this.provider = provider;
    this.declared = declared;
    this.target = target;
    this.beforeEachCall = beforeEachCall;
  }

  @Override
  public <F> F facet(Class<F> facet) {
    if (!declared.contains(facet) || !facet.isInstance(target)) {
      throw new FacetNotGrantedException(provider, facet);
    }
    return facet.cast(granted.computeIfAbsent(facet, this::narrow));
  }

  @SuppressWarnings("ReferenceEquality") // A facet object is equal to itself only.
  private Object narrow(Class<?> facet) {
    if (facet == PeerIdentity.class) {
      return ((ScriptedPeerFacets) target).handle();
    }
    return Proxy.newProxyInstance(
        facet.getClassLoader(),
        new Class<?>[] {facet},
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> facet.getSimpleName() + " of " + target;
            };
          }
          beforeEachCall.run();
          try {
            return method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        });
  }
}
