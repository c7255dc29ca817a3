package dev.cometj.node.http;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Answers requests.
@FunctionalInterface
public interface HttpService {
  /// Answers a request. Runs in a virtual thread of its own and may block. What it throws is logged and answered
  /// with status 500.
  ///
  /// @param query the request
  /// @return the answer
  HttpReply answer(HttpQuery query);

  /// Begins to answer a request. Runs on the thread that serves all connections, so it must neither block nor take long.
  /// What it throws is logged and answered with status 500.
  ///
  /// @param query the request
  /// @return what there is to do still
  default Work begin(HttpQuery query) {
    return new Work.Blocking(() -> answer(query));
  }

  /// Answers a body that is over the limit, which was not read to its end.
  ///
  /// @return the answer; the connection ends with it
  default HttpReply bodyTooLarge() {
    return HttpReply.error(413, "request body too large");
  }

  /// How the answer to a request comes about.
  sealed interface Work {
    /// It takes a thread.
    ///
    /// @param answer gives the answer; runs in a virtual thread of its own and may block
    record Blocking(Supplier<HttpReply> answer) implements Work {}

    /// It comes by itself.
    ///
    /// @param reply ends with the answer, on any thread
    record Later(CompletionStage<HttpReply> reply) implements Work {}
  }
}
