package dev.cometj.chain.params;

import dev.cometj.chain.ChainException;

/// A genesis document that no chain can begin with. The message is one line for the operator: the key, what is wrong,
/// and what to write instead; the file is named where one was read.
public final class GenesisException extends ChainException {

  private static final long serialVersionUID = 1L;

  GenesisException(String message) {
    super(message);
  }

  GenesisException(String message, Throwable cause) {
    super(message, cause);
  }
}
