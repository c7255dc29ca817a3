package dev.cometj.chain;

import static dev.cometj.chain.Samples.attack;
import static dev.cometj.chain.Samples.blockId;
import static dev.cometj.chain.Samples.lightBlock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.Message;
import dev.cometj.chain.codec.BlockCodec;
import dev.cometj.chain.codec.EvidenceCodec;
import dev.cometj.chain.codec.ParamsCodec;
import dev.cometj.chain.codec.PartCodec;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Whatever a peer sends, it is a valid value or a typed refusal.
class HostileBytesTest {

  private static final int ROUNDS = 4_000;

  /// What becomes of decoded bytes.
  private interface Use {
    void of(byte[] bytes) throws InvalidChainDataException, MalformedMessageException;
  }

  @Test
  @DisplayName("W15 damaged blocks are refused by type, or keep every byte and hash again")
  void blocks() throws InvalidChainDataException {
    Block block =
        Block.of(
            Samples.header(4, Values.hash(2)),
            new Data(List.of(new Tx(Bytes.fromHex("00")), new Tx(Bytes.EMPTY))),
            new EvidenceList(List.of(attack(lightBlock(5), 4), duplicate())),
            Samples.commit(3, blockId(1)));
    damage(
        block.encoded().toByteArray(),
        bytes -> {
          Block decoded = BlockCodec.decode(Bytes.wrap(bytes));
          assertThat(decoded.encoded().toByteArray()).isEqualTo(bytes);
          assertThat(decoded.toPartSet().isComplete()).isTrue();
          decoded.evidence().pieces().forEach(Evidence::hash);
          assertThat(decoded.toString()).isNotBlank();
        });
  }

  @Test
  @DisplayName("W15 damaged evidence is refused by type, or encodes again")
  void evidence() throws InvalidChainDataException {
    EvidenceList list = new EvidenceList(List.of(attack(lightBlock(5), 4), duplicate()));
    var decoder = UntrustedDecoder.of(dev.cometj.wire.types.EvidenceList.getDefaultInstance());
    damage(
        list.encode().toByteArray(),
        bytes -> {
          EvidenceList decoded = EvidenceCodec.fromWire(decoder.decode(bytes));
          Message wire = EvidenceCodec.toWire(decoded);
          assertThat(decoded.encode()).isEqualTo(Bytes.wrap(wire.toByteArray()));
        });
  }

  @Test
  @DisplayName("W15 damaged parts are refused by type, or come to a verdict")
  void parts() {
    Part part = PartSet.of(Bytes.wrap(new byte[300]), 100).part(1).orElseThrow();
    PartSetHeader header = PartSet.of(Bytes.wrap(new byte[300]), 100).header();
    var decoder = UntrustedDecoder.of(dev.cometj.wire.types.Part.getDefaultInstance());
    damage(
        PartCodec.toWire(part).toByteArray(),
        bytes ->
            assertThat(PartSet.ofHeader(header).add(PartCodec.fromWire(decoder.decode(bytes))))
                .isNotNull());
  }

  @Test
  @DisplayName("W15 damaged parameters are refused by type, or encode again")
  void params() {
    var decoder = UntrustedDecoder.of(dev.cometj.wire.types.ConsensusParams.getDefaultInstance());
    damage(
        ParamsCodec.toWire(ConsensusParams.DEFAULT).toByteArray(),
        bytes -> {
          ConsensusParams decoded = ParamsCodec.fromWire(decoder.decode(bytes));
          assertThat(ParamsCodec.fromWire(ParamsCodec.toWire(decoded))).isEqualTo(decoded);
          decoded.validate();
        });
  }

  private static void damage(byte[] good, Use use) {
    SplittableRandom random = new SplittableRandom(42);
    int taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = good.clone();
      for (int j = random.nextInt(4); j > 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        use.of(bytes);
        taken++;
      } catch (InvalidChainDataException | MalformedMessageException _) {
        // a typed refusal
      } catch (RuntimeException e) {
        fail("round " + i, e);
      }
    }
    assertThat(taken).isPositive();
  }

  private static DuplicateVoteEvidence duplicate() {
    return DuplicateVoteEvidence.of(
        Samples.vote(SignedMsgType.PREVOTE, blockId(1)),
        Samples.vote(SignedMsgType.PREVOTE, blockId(2)),
        10,
        1,
        Samples.TIME);
  }
}
