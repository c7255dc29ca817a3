package dev.cometj.node.rpc;

/// An answer that is an error; `RPCError` of the original's `rpc/jsonrpc/types`.
public final class RpcFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// Make the failure.
  ///
  /// @param kind which one
  /// @param detail told to the client
  public RpcFault(Kind kind, String detail) {
    super(detail);
    this.kind = kind;
  }

  /// Tell which one it is.
  ///
  /// @return the kind
  public Kind kind() {
    return kind;
  }

  /// The errors of JSON-RPC.
  public enum Kind {
    /// The body is no JSON-RPC.
    PARSE(-32700, "Parse error. Invalid JSON"),
    /// A request that is not allowed here.
    INVALID_REQUEST(-32600, "Invalid Request"),
    /// There is no such route.
    METHOD_NOT_FOUND(-32601, "Method not found"),
    /// The parameters do not fit.
    INVALID_PARAMS(-32602, "Invalid params"),
    /// There is no answer.
    INTERNAL(-32603, "Internal error");

    private final int code;
    private final String title;

    Kind(int code, String title) {
      this.code = code;
      this.title = title;
    }

    int code() {
      return code;
    }

    String title() {
      return title;
    }
  }
}
