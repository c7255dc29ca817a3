package dev.cometj.reactor.evidence;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.json.EvidenceJson;
import dev.cometj.chain.json.JsonText;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How a user submits evidence: `rpc/core/evidence.go`.
final class EvidenceRoutes implements RpcRoutes {
  private static final String EVIDENCE = "evidence";

  /// As long as the original's clients wait; it matters only while the node starts.
  private static final long PATIENCE_SECONDS = 10;

  private final EvidencePool pool;

  EvidenceRoutes(EvidencePool pool) {
    this.pool = pool;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("broadcast_evidence", this::broadcast, new Parameter(EVIDENCE, Kind.JSON)));
  }

  private String broadcast(Arguments arguments) {
    String json =
        arguments.text(EVIDENCE).orElseThrow(() -> new P2pException("no evidence was provided"));
    Evidence evidence = read(json);
    add(evidence);
    String hash = Base64.getEncoder().encodeToString(evidence.hash().toByteArray());
    return "{\"hash\":" + JsonText.quoted(hash) + '}';
  }

  private static Evidence read(String json) {
    try {
      Evidence evidence = EvidenceJson.read(json);
      evidence.validate();
      return evidence;
    } catch (InvalidChainDataException e) {
      throw new P2pException("evidence.ValidateBasic failed: " + e.getMessage(), e);
    }
  }

  private void add(Evidence evidence) {
    try {
      pool.add(evidence).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new P2pException("failed to add evidence: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new P2pException("failed to add evidence: the node is starting", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new P2pException("failed to add evidence: the node is stopping", e);
    }
  }
}
