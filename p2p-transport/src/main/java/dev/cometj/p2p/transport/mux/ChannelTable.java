package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.Channel;
import java.util.Arrays;
import java.util.List;

/// The channels a node serves, by id and by place. Immutable; shared by all links of a node.
public final class ChannelTable {
  /// The most channels: each has a bit in an `int` beside [SendQueues]' own.
  static final int MAX_CHANNELS = 31;

  private static final int IDS = 256;

  private final List<Channel<?>> channels;
  private final byte[] places = new byte[IDS];

  /// Make a table.
  ///
  /// @param channels in the order announced, which decides between equal priorities
  /// @throws IllegalArgumentException if an id occurs twice, or there are more than 31
  public ChannelTable(List<? extends Channel<?>> channels) {
    this.channels = List.copyOf(channels);
    if (this.channels.size() > MAX_CHANNELS) {
      throw new IllegalArgumentException("more than %d channels".formatted(MAX_CHANNELS));
    }
    Arrays.fill(places, (byte) -1);
    for (int place = 0; place < this.channels.size(); place++) {
      int id = this.channels.get(place).id();
      if (places[id] >= 0) {
        throw new IllegalArgumentException("channel 0x%02x occurs twice".formatted(id));
      }
      places[id] = (byte) place;
    }
  }

  int size() {
    return channels.size();
  }

  Channel<?> at(int place) {
    return channels.get(place);
  }

  /// Find a channel.
  ///
  /// @param channelId any number
  /// @return its place, or -1 if it is not served or no byte
  int place(int channelId) {
    return channelId < 0 || channelId >= IDS ? -1 : places[channelId];
  }
}
