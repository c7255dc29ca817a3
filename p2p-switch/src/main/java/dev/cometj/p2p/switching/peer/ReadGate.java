package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.spi.Link;

/// Lets several inboxes hold up the reading of one link: it is paused while at least one of them wants it so. The
/// calls to the link happen under the lock, so that the link sees them in the order of the decisions.
final class ReadGate {
  private final Link link;
  private int holders;

  ReadGate(Link link) {
    this.link = link;
  }

  synchronized void hold() {
    if (holders++ == 0) {
      link.pauseReading();
    }
  }

  synchronized void release() {
    if (--holders == 0) {
      link.resumeReading();
    }
  }
}
