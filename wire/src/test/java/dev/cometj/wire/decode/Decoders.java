package dev.cometj.wire.decode;

import com.google.protobuf.Message;
import dev.cometj.wire.p2p.DefaultNodeInfo;
import dev.cometj.wire.p2p.Packet;
import java.util.Map;

/// The decoders of the tests.
final class Decoders {

  static final UntrustedDecoder<Packet> PACKET = UntrustedDecoder.of(Packet.getDefaultInstance());

  static final UntrustedDecoder<DefaultNodeInfo> NODE_INFO =
      UntrustedDecoder.of(DefaultNodeInfo.getDefaultInstance());

  static final UntrustedDecoder<dev.cometj.wire.p2p.Message> PEX =
      UntrustedDecoder.of(dev.cometj.wire.p2p.Message.getDefaultInstance());

  /// The messages that arrive on reactor channels, by the original's type name.
  static final Map<String, UntrustedDecoder<? extends Message>> CHANNEL_MESSAGES =
      Map.of("tendermint.p2p.Message", PEX);

  private Decoders() {}
}
