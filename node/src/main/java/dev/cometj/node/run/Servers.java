package dev.cometj.node.run;

import dev.cometj.node.config.NodeSettings;
import dev.cometj.node.home.OperatorException;
import dev.cometj.node.http.HttpLimits;
import dev.cometj.node.http.HttpReply;
import dev.cometj.node.http.HttpServer;
import dev.cometj.node.http.HttpService;
import dev.cometj.node.metrics.Exposition;
import dev.cometj.node.metrics.MeterRegistry;
import dev.cometj.node.rpc.CrossOrigin;
import dev.cometj.node.rpc.RpcService;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Starts the node's HTTP servers as the configuration says.
final class Servers {
  private static final Duration SHORTEST_WRITING = Duration.ofSeconds(10);
  private static final long METRICS_HEADER_BYTES = 1 << 14;

  private Servers() {}

  /// Starts RPC, unless `rpc.laddr` is empty.
  ///
  /// @throws OperatorException if it cannot listen there
  static Optional<HttpServer> rpc(NodeSettings settings, List<Route> routes, InstantSource clock) {
    List<SocketAddress> addresses =
        ServerAddresses.parse(settings.text("rpc.laddr", "tcp://127.0.0.1:26657"));
    if (addresses.isEmpty()) {
      return Optional.empty();
    }
    Duration commit = settings.duration("rpc.timeout_broadcast_tx_commit", SHORTEST_WRITING);
    HttpLimits limits =
        HttpLimits.of(
                settings.number("rpc.max_open_connections", 900),
                settings.number("rpc.max_header_bytes", 1 << 20),
                settings.number("rpc.max_body_bytes", 1_000_000))
            .writing(
                commit.compareTo(SHORTEST_WRITING) < 0 ? SHORTEST_WRITING : commit.plusSeconds(1));
    CrossOrigin crossOrigin =
        new CrossOrigin(
            settings.list("rpc.cors_allowed_origins"),
            settings.list("rpc.cors_allowed_methods"),
            settings.list("rpc.cors_allowed_headers"));
    RpcService service =
        new RpcService(
            routes, settings.number("rpc.max_request_batch_size", 10), crossOrigin, clock);
    return Optional.of(
        start("cometj-rpc", "rpc.laddr", settings, addresses, limits, tls(settings), service));
  }

  /// Starts the server of metrics, if `instrumentation.prometheus` says so.
  ///
  /// @throws OperatorException if it cannot listen there
  static Optional<HttpServer> metrics(NodeSettings settings, MeterRegistry registry) {
    String key = "instrumentation.prometheus_listen_addr";
    String address = settings.text(key, ":26660");
    if (!settings.flag("instrumentation.prometheus", false) || address.isEmpty()) {
      return Optional.empty();
    }
    HttpLimits limits =
        HttpLimits.of(
            settings.number("instrumentation.max_open_connections", 3), METRICS_HEADER_BYTES, 0);
    HttpService service =
        query ->
            query.path().equals("/metrics")
                ? HttpReply.of(200, Exposition.CONTENT_TYPE, Exposition.text(registry))
                : HttpReply.error(404, "404 page not found");
    return Optional.of(
        start(
            "cometj-metrics",
            key,
            settings,
            ServerAddresses.parse(address),
            limits,
            Optional.empty(),
            service));
  }

  private static HttpServer start(
      String name,
      String key,
      NodeSettings settings,
      List<SocketAddress> addresses,
      HttpLimits limits,
      Optional<SslContext> tls,
      HttpService service) {
    try {
      return HttpServer.start(name, addresses, limits, tls, service);
    } catch (HttpServer.BindFailure e) {
      throw new OperatorException(
          "%s: cannot listen on %s; stop what listens there, or choose another address"
              .formatted(settings.place(key), e.getMessage()));
    }
  }

  private static Optional<SslContext> tls(NodeSettings settings) {
    String certificate = settings.text("rpc.tls_cert_file", "");
    String key = settings.text("rpc.tls_key_file", "");
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Path folder = settings.home().resolve("config");
    Path certificateFile = folder.resolve(certificate);
    Path keyFile = folder.resolve(key);
    try {
      return Optional.of(
          SslContextBuilder.forServer(certificateFile.toFile(), keyFile.toFile()).build());
    } catch (SSLException | IllegalArgumentException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new OperatorException(
          "cannot serve RPC with the certificate %s and the key %s: %s; both have to be PEM, the key in PKCS #8"
              .formatted(certificateFile, keyFile, reason.getMessage()));
    }
  }
}
