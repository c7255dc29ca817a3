package dev.cometj.reactor.pex;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.reactor.pex.PexMessage.PexAddrs;
import dev.cometj.reactor.pex.PexMessage.PexRequest;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import dev.cometj.wire.p2p.Message;
import dev.cometj.wire.p2p.NetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The wire form of the PEX channel: `tendermint.p2p.Message`.
final class PexCodec implements MessageCodec<PexMessage> {
  /// The most addresses of a message. No version of the original sends more.
  static final int MAX_ADDRESSES = 250;

  private static final UntrustedDecoder<Message> DECODER =
      UntrustedDecoder.of(Message.getDefaultInstance())
          .limit(MAX_ADDRESSES, "tendermint.p2p.PexAddrs.addrs");

  @Override
  public byte[] encode(PexMessage message) {
    Message wrapped =
        switch (message) {
          case PexRequest _ ->
              Message.newBuilder()
                  .setPexRequest(dev.cometj.wire.p2p.PexRequest.getDefaultInstance())
                  .build();
          case PexAddrs answer ->
              Message.newBuilder().setPexAddrs(encodeAddresses(answer.addrs())).build();
        };
    return wrapped.toByteArray();
  }

  private static dev.cometj.wire.p2p.PexAddrs encodeAddresses(List<PexAddress> addresses) {
    return dev.cometj.wire.p2p.PexAddrs.newBuilder()
        .addAllAddrs(addresses.stream().map(PexCodec::encodeAddress).toList())
        .build();
  }

  private static NetAddress encodeAddress(PexAddress address) {
    return NetAddress.newBuilder()
        .setIdBytes(ByteString.copyFrom(address.id(), ISO_8859_1))
        .setIpBytes(ByteString.copyFrom(address.ip(), ISO_8859_1))
        .setPort((int) address.port())
        .build();
  }

  @Override
  public Decoded<PexMessage> decode(ByteBuffer bytes) {
    try {
      Message message = DECODER.decode(bytes);
      return switch (message.getSumCase()) {
        case PEX_REQUEST -> new Decoded.Message<>(new PexRequest());
        case PEX_ADDRS -> new Decoded.Message<>(new PexAddrs(decodeAddresses(message)));
        case SUM_NOT_SET -> new Decoded.Malformed<>("no PEX message");
      };
    } catch (MalformedMessageException e) {
      return new Decoded.Malformed<>(String.valueOf(e.getMessage()));
    }
  }

  private static List<PexAddress> decodeAddresses(Message message) {
    List<PexAddress> addresses = new ArrayList<>();
    for (NetAddress each : message.getPexAddrs().getAddrsList()) {
      addresses.add(
          new PexAddress(
              each.getIdBytes().toString(ISO_8859_1),
              each.getIpBytes().toString(ISO_8859_1),
              Integer.toUnsignedLong(each.getPort())));
    }
    return addresses;
  }

  @Override
  public String typeLabel(PexMessage message) {
    return switch (message) {
      case PexRequest _ -> "p2p_PexRequest";
      case PexAddrs _ -> "p2p_PexAddrs";
    };
  }
}
