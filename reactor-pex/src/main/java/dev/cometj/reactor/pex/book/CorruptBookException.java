package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.P2pException;
import org.jspecify.annotations.Nullable;

/// A file that is no address book.
final class CorruptBookException extends P2pException {
  private static final long serialVersionUID = 1L;

  CorruptBookException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
