package dev.cometj.p2p.testkit;

/// One run of a node, from its start to its crash: when it is over, nothing of it runs any more.
final class Life {
  private boolean over;

  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }
}
