package dev.cometj.node.http;

/// Answers requests.
@FunctionalInterface
public interface HttpService {
  /// Answers a request. Runs in a virtual thread of its own and may block. What it throws is logged and answered
  /// with status 500.
  ///
  /// @param query the request
  /// @return the answer
  HttpReply answer(HttpQuery query);

  /// Answers a body that is over the limit, which was not read to its end.
  ///
  /// @return the answer; the connection ends with it
  default HttpReply bodyTooLarge() {
    return HttpReply.error(413, "request body too large");
  }
}
