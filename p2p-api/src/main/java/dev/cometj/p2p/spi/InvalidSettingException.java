package dev.cometj.p2p.spi;

import dev.cometj.p2p.P2pException;

/// A configuration value that cannot be used: an error for the operator, who finds key, value and mend in it.
public final class InvalidSettingException extends P2pException {
  private static final long serialVersionUID = 1L;

  private final String key;

  /// Make the failure.
  ///
  /// @param key the key, for example `p2p.flush_throttle_timeout`
  /// @param message what is wrong with its value and what would be right
  public InvalidSettingException(String key, String message) {
    super(key + ": " + message);
    this.key = key;
  }

  /// Tell the key.
  ///
  /// @return the key with dots
  public String key() {
    return key;
  }
}
