package dev.cometj.reactor.evidence;

import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.codec.EvidenceCodec;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.nio.ByteBuffer;

/// The wire form of the evidence channel: a bare `tendermint.types.EvidenceList`, which no `Message` wraps.
final class EvidenceMessageCodec implements MessageCodec<EvidenceList> {
  /// The most pieces of a message. Those of the original have one.
  static final int MAX_PIECES = 100;

  /// The most validators that a chain can have.
  private static final int MAX_VALIDATORS = 10_000;

  /// Counted over the whole message, because one piece may hold as much as a block (A08).
  private static final UntrustedDecoder<dev.cometj.wire.types.EvidenceList> DECODER =
      UntrustedDecoder.of(dev.cometj.wire.types.EvidenceList.getDefaultInstance())
          .limit(MAX_PIECES, "tendermint.types.EvidenceList.evidence")
          .limit(MAX_VALIDATORS, "tendermint.types.Commit.signatures")
          .limit(MAX_VALIDATORS, "tendermint.types.ValidatorSet.validators")
          .limit(MAX_VALIDATORS, "tendermint.types.LightClientAttackEvidence.byzantine_validators");

  @Override
  public byte[] encode(EvidenceList message) {
    return message.encode().toByteArray();
  }

  @Override
  public Decoded<EvidenceList> decode(ByteBuffer bytes) {
    try {
      return new Decoded.Message<>(EvidenceCodec.fromWire(DECODER.decode(bytes)));
    } catch (MalformedMessageException | InvalidChainDataException e) {
      return new Decoded.Malformed<>(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String typeLabel(EvidenceList message) {
    return "types_EvidenceList";
  }
}
