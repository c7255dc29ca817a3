package dev.cometj.reactor.pex;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.NetAddress;
import dev.cometj.reactor.pex.PexMessage.PexAddrs;
import java.util.ArrayList;
import java.util.List;

/// The channel of peer exchange, 0x00.
final class PexChannel {
  /// The largest message, in bytes; who sends one more is stopped.
  static final int MAX_MESSAGE_BYTES = 64_000;

  static final Channel<PexMessage> PEX =
      Channel.define(0x00, "pex", new PexCodec())
          .priority(1)
          .sendQueueCapacity(10)
          .maxMessageBytes(MAX_MESSAGE_BYTES)
          .lossy()
          .build();

  /// Field tag and length in front of each address, as far as they can grow, and the same around the list.
  private static final int FRAMING_BYTES = 1 + 3;

  private PexChannel() {}

  /// Make an answer that every peer can receive: not more addresses, nor more bytes, than the channel takes.
  ///
  /// The original counts addresses only, and has sent messages above the limit (celestia-core issue 2524).
  static PexAddrs answer(List<NetAddress> addresses) {
    List<PexAddress> fitting = new ArrayList<>();
    int bytes = FRAMING_BYTES;
    for (NetAddress address : addresses) {
      PexAddress entry = PexAddress.of(address);
      bytes += FRAMING_BYTES + encodedBytes(entry);
      if (bytes > MAX_MESSAGE_BYTES || fitting.size() == PexCodec.MAX_ADDRESSES) {
        break;
      }
      fitting.add(entry);
    }
    return new PexAddrs(fitting);
  }

  private static int encodedBytes(PexAddress address) {
    int port = 1 + 3;
    return FRAMING_BYTES + address.id().length() + FRAMING_BYTES + address.ip().length() + port;
  }
}
