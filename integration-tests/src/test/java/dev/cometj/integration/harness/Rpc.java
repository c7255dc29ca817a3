package dev.cometj.integration.harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a node over its RPC address; the same calls serve the Go node and ours.
public final class Rpc {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  private final InetSocketAddress address;

  Rpc(InetSocketAddress address) {
    this.address = address;
  }

  /// One connected peer as `/net_info` shows it.
  ///
  /// @param json the whole entry
  public record ConnectedPeer(JsonNode json) {
    /// The node id the peer has proved.
    public String id() {
      return json.path("node_info").path("id").asString();
    }

    /// Whether the asked node dialled.
    public boolean isOutbound() {
      return json.path("is_outbound").asBoolean();
    }

    /// A member of the peer's NodeInfo.
    public String info(String name) {
      return json.path("node_info").path(name).asString();
    }

    /// The address the peer announces, without a scheme: Go announces its listen address as configured.
    public String listenAddress() {
      return info("listen_addr").replaceFirst("^\\w+://", "");
    }
  }

  /// One line of our node's peer ledger.
  ///
  /// @param json the whole entry
  public record LedgerEntry(JsonNode json) {
    /// The peer's id, empty while unknown.
    public String peerId() {
      return json.path("peer_id").asString("");
    }

    /// `inbound` or `outbound`.
    public String direction() {
      return json.path("direction").asString("");
    }

    /// What happened.
    public String event() {
      return json.path("event").asString("");
    }

    /// Why it happened.
    public String reason() {
      return json.path("reason").asString("");
    }

    /// The peer's address as far as it was known.
    public String address() {
      return json.path("address").asString("");
    }

    @Override
    public String toString() {
      return json.toString();
    }
  }

  /// Whether the node answers `/health`.
  public boolean isHealthy() {
    try {
      return get("/health").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// Whether the node has started: its RPC may answer before, while a chain is executed again.
  public boolean isStarted() {
    try {
      return isHealthy() && JSON.readTree(get("/status").body()).has("result");
    } catch (IOException e) {
      return false;
    }
  }

  /// The `result` of a call.
  ///
  /// @param path the path with a leading slash
  /// @throws AssertionError when the node does not answer with a result
  public JsonNode result(String path) {
    try {
      JsonNode body = JSON.readTree(get(path).body());
      if (!body.has("result")) {
        throw new AssertionError(address + path + " answered " + body);
      }
      return body.path("result");
    } catch (IOException e) {
      throw new AssertionError(address + path + " does not answer", e);
    }
  }

  /// The body of a page that is not JSON-RPC.
  public String text(String path) {
    try {
      return get(path).body();
    } catch (IOException e) {
      throw new AssertionError(address + path + " does not answer", e);
    }
  }

  /// The answer to a JSON-RPC request.
  ///
  /// @param request its body
  public String post(String request) {
    try {
      return send(HttpRequest.newBuilder(uri("/"))
              .POST(HttpRequest.BodyPublishers.ofString(request))
              .timeout(TIMEOUT)
              .build())
          .body();
    } catch (IOException e) {
      throw new AssertionError(address + " does not answer", e);
    }
  }

  /// The connected peers.
  public List<ConnectedPeer> peers() {
    return elements(result("/net_info").path("peers")).map(ConnectedPeer::new).toList();
  }

  /// The ids of the connected peers.
  public Set<String> peerIds() {
    return peers().stream().map(ConnectedPeer::id).collect(Collectors.toSet());
  }

  /// The connected peer with the id.
  public Optional<ConnectedPeer> peer(String id) {
    return peers().stream().filter(peer -> peer.id().equals(id)).findFirst();
  }

  /// The height of the last block the node has; 0 while our node starts, which it answers as an error.
  public long height() {
    JsonNode answer = JSON.readTree(text("/status"));
    return answer.path("error").path("data").asString("").equals("the node is starting")
        ? 0
        : result("/status").path("sync_info").path("latest_block_height").asLong();
  }

  /// Our node's peer ledger, newest last. The Go node has none.
  public List<LedgerEntry> ledger() {
    return elements(result("/peer_ledger").path("entries")).map(LedgerEntry::new).toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private URI uri(String path) {
    return URI.create("http://" + address.getHostString() + ':' + address.getPort() + path);
  }

  private HttpResponse<String> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT).build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
