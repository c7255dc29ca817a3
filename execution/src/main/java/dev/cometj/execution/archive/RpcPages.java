package dev.cometj.execution.archive;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/// Reads pages over HTTP.
@FunctionalInterface
public interface RpcPages {
  /// Read a page.
  ///
  /// @param uri where
  /// @return a stage with the body, or a failure; it ends within seconds, on any thread
  CompletionStage<byte[]> get(URI uri);
}
