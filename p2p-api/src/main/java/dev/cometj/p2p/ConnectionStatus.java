package dev.cometj.p2p;

import java.time.Duration;
import java.util.List;

/// The state of a connection at one moment; PR-12.
///
/// @param duration how long it has been up
/// @param sending what went out
/// @param receiving what came in
/// @param channels one entry for each channel of ours, in the order announced
public record ConnectionStatus(
    Duration duration, FlowStatus sending, FlowStatus receiving, List<ChannelStatus> channels) {
  /// Keep an unmodifiable copy.
  public ConnectionStatus {
    channels = List.copyOf(channels);
  }
}
