package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.Rejection;
import dev.cometj.reactor.pex.book.DialHistory.Failures;

/// The failed dials of an endpoint as the file holds them.
///
/// @param endpoint IP and port
/// @param failures how many since the last success
/// @param last when the last one was
/// @param outcome how it ended
record DialRecord(HostPort endpoint, int failures, BookTime last, Rejection.Kind outcome) {
  static DialRecord of(HostPort endpoint, Failures failures) {
    return new DialRecord(
        endpoint, failures.failures(), BookTime.at(failures.last()), failures.outcome());
  }
}
