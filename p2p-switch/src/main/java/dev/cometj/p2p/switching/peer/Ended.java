package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.SendResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Stages that have ended already, shared because they cannot change.
final class Ended {
  private static final CompletionStage<SendResult> QUEUED =
      CompletableFuture.completedStage(SendResult.QUEUED);
  private static final CompletionStage<SendResult> PEER_STOPPED =
      CompletableFuture.completedStage(SendResult.PEER_STOPPED);
  private static final CompletionStage<SendResult> CHANNEL_UNSUPPORTED =
      CompletableFuture.completedStage(SendResult.CHANNEL_UNSUPPORTED);

  private Ended() {}

  static CompletionStage<SendResult> stage(SendResult result) {
    return switch (result) {
      case QUEUED -> QUEUED;
      case PEER_STOPPED -> PEER_STOPPED;
      case CHANNEL_UNSUPPORTED -> CHANNEL_UNSUPPORTED;
      case QUEUE_FULL, TIMED_OUT -> CompletableFuture.completedStage(result);
    };
  }
}
