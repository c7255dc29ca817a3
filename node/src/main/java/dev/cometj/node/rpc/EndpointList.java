package dev.cometj.node.rpc;

import dev.cometj.p2p.spi.RpcRoutes.Parameter;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import java.util.Collection;

/// The page at `/`, as the original writes it.
final class EndpointList {
  private EndpointList() {}

  static String html(Collection<Route> routes, String host) {
    StringBuilder page =
        new StringBuilder(
            "<html><body><br>Available endpoints:<br><br>Endpoints that require arguments:<br>");
    for (Route route : routes) {
      StringBuilder link = new StringBuilder("//").append(masked(host)).append('/');
      link.append(route.name()).append('?');
      String separator = "";
      for (Parameter parameter : route.parameters()) {
        link.append(separator).append(parameter.name()).append("=_");
        separator = "&";
      }
      page.append("<a href=\"").append(link).append("\">").append(link).append("</a></br>");
    }
    return page.append("</body></html>").toString();
  }

  /// The host comes from the client: it must not become markup.
  private static String masked(String host) {
    return host.replaceAll("[^A-Za-z0-9.:_\\[\\]-]", "");
  }
}
