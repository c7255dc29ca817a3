package dev.cometj.reactor.evidence;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A store whose device fails.
final class FailingEvidenceStore implements EvidenceStore {
  private static StoreException failure() {
    return new StoreException(Reason.DEVICE, "the device is gone");
  }

  @Override
  public List<Evidence> pending() {
    return List.of();
  }

  @Override
  public boolean isCommitted(Evidence evidence) {
    throw failure();
  }

  @Override
  public CompletionStage<Void> add(Evidence evidence) {
    return CompletableFuture.failedStage(failure());
  }

  @Override
  public CompletionStage<Void> commit(List<Evidence> evidence) {
    return CompletableFuture.failedStage(failure());
  }

  @Override
  public CompletionStage<Void> remove(List<Evidence> evidence) {
    return CompletableFuture.failedStage(failure());
  }
}
