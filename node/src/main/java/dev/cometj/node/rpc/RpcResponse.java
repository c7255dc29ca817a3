package dev.cometj.node.rpc;

import dev.cometj.node.json.JsonObjectWriter;

/// The envelope of an answer; `RPCResponse` of the original's `rpc/jsonrpc/types/types.go`.
final class RpcResponse {
  /// The id of answers to URI requests, which have none.
  static final String URI_ID = "-1";

  /// The id of answers to what could not be read.
  static final String NO_ID = "";

  private RpcResponse() {}

  /// Wraps a result.
  ///
  /// @param id the request's id as JSON
  /// @param result JSON
  static String result(String id, String result) {
    return JsonObjectWriter.write(
        response -> response.text("jsonrpc", "2.0").raw("id", id).raw("result", result));
  }

  /// Wraps an error.
  ///
  /// @param id the request's id as JSON, or [#NO_ID]
  /// @param kind which error
  /// @param detail what is told besides, possibly empty
  static String fault(String id, RpcFault.Kind kind, String detail) {
    return JsonObjectWriter.write(response -> {
      response.text("jsonrpc", "2.0");
      if (!id.isEmpty()) {
        response.raw("id", id);
      }
      response.object(
          "error",
          error -> {
            error.number("code", kind.code()).text("message", kind.title());
            if (!detail.isEmpty()) {
              error.text("data", detail);
            }
          });
    });
  }

  static String fault(String id, RpcFault fault) {
    return fault(id, fault.kind(), String.valueOf(fault.getMessage()));
  }
}
