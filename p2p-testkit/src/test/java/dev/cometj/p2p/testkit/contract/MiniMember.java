package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.ReactorProvider;
import java.util.List;

/// One reactor of a [MiniHost].
record MiniMember(
    ReactorProvider provider,
    List<Channel<?>> channels,
    Mailbox mailbox,
    Reactor<Object, Object> reactor) {
  boolean owns(int channelId) {
    return channels.stream().anyMatch(channel -> channel.id() == channelId);
  }

  @SuppressWarnings("unchecked")
  Channel<Object> channel(int channelId) {
    return (Channel<Object>)
        channels.stream().filter(channel -> channel.id() == channelId).findFirst().orElseThrow();
  }
}
