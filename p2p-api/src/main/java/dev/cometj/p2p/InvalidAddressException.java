package dev.cometj.p2p;

import java.util.Objects;

/// A text or a set of bytes that is no address. [#kind()] tells the cases apart that callers treat differently.
public final class InvalidAddressException extends P2pException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// Make the failure.
  ///
  /// @param kind what sort of fault it is
  /// @param message the fault in words, naming the offending text
  public InvalidAddressException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind);
  }

  /// Tell what sort of fault it is.
  ///
  /// @return the kind
  public Kind kind() {
    return kind;
  }

  /// What is wrong with an address; the three errors of Go's `p2p/errors.go` (`ErrNetAddressNoID`,
  /// `ErrNetAddressInvalid`, `ErrNetAddressLookup`).
  public enum Kind {
    /// There is not exactly one `@` between an id and the rest.
    NO_ID,
    /// Some part is malformed.
    MALFORMED,
    /// The host name could not be resolved, or may not be (names that a peer supplied never are).
    UNRESOLVED
  }
}
