package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.Channel;
import java.time.Duration;

/// A message that the reactor has sent to a peer.
///
/// @param at when, as virtual time since the start
/// @param channel on which channel
/// @param message the message, as the peer decodes it
public record Sent(Duration at, Channel<?> channel, Object message) {}
