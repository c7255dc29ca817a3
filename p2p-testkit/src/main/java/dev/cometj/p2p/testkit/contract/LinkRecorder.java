package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Payload;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// Takes what a link delivers, and notices what a link must not do.
final class LinkRecorder implements LinkHandler {
  record Message(int channelId, Payload payload) {}

  private final ContractWorld world;
  private final Link link;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final List<StopReason> ends = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final AtomicBoolean entered = new AtomicBoolean();

  LinkRecorder(ContractWorld world, Link link) {
    this.world = world;
    this.link = link;
  }

  /// Open the link now and record it from here on.
  LinkRecorder open() {
    link.open(this);
    return this;
  }

  @Override
  public void received(int channelId, ByteBuffer message) {
    enter("received");
    if (!ends.isEmpty()) {
      violations.add("a message was delivered after the end");
    }
    if (!message.hasArray()) {
      violations.add("a message's buffer has no array");
    }
    byte[] bytes = new byte[message.remaining()];
    message.duplicate().get(bytes);
    // The buffer is ours now: writing to it must disturb nobody.
    while (!message.isReadOnly() && message.hasRemaining()) {
      message.put((byte) 0x5A);
    }
    messages.add(new Message(channelId, Payload.of(bytes)));
    entered.set(false);
    world.changed();
  }

  @Override
  public void closed(StopReason reason) {
    enter("closed");
    ends.add(reason);
    if (ends.size() > 1) {
      violations.add("closed was called again");
    }
    entered.set(false);
    world.changed();
  }

  private void enter(String call) {
    if (!entered.compareAndSet(false, true)) {
      violations.add(call + " was called while another call ran");
    }
  }

  Link link() {
    return link;
  }

  int count() {
    return messages.size();
  }

  /// Give what came on one channel, in order.
  List<Payload> on(int channelId) {
    List<Payload> found = new ArrayList<>();
    for (Message message : messages) {
      if (message.channelId == channelId) {
        found.add(message.payload);
      }
    }
    return found;
  }

  List<StopReason> ends() {
    return ends;
  }

  boolean hasEnded() {
    return !ends.isEmpty();
  }

  List<String> violations() {
    return violations;
  }
}
