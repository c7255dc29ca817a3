package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.spi.Mailbox;

/// The application around the node: it may do everything.
///
/// @param mailbox where its stages and actions end; apart from the cores, so that it may take its time there
public record ApplicationOwner(Mailbox mailbox) implements FacetOwner {
  @Override
  public String name() {
    return "application";
  }

  @Override
  public void requireChannel(Channel<?> channel) {}

  @Override
  public void requireReads(AttributeKey<?> key) {}

  @Override
  public void requirePublishes(AttributeKey<?> key) {}
}
