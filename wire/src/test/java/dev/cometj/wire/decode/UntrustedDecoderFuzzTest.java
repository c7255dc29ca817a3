package dev.cometj.wire.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntrustedDecoderFuzzTest {

  private static final int CASES = 20_000;

  @ParameterizedTest(name = "{0}")
  @DisplayName("W15 no bytes make a decoder throw anything but that the message is malformed")
  @ValueSource(
      strings = {
        "tendermint.p2p.Packet",
        "tendermint.p2p.AuthSigMessage",
        "tendermint.p2p.DefaultNodeInfo",
        "tendermint.p2p.Message",
        "tendermint.consensus.Message",
        "tendermint.blocksync.Message",
        "tendermint.mempool.Message",
        "tendermint.statesync.Message",
        "tendermint.types.EvidenceList",
        "tendermint.types.LightBlock",
        "tendermint.consensus.TimedWALMessage",
        "tendermint.privval.Message",
        "tendermint.abci.Request",
        "tendermint.abci.Response",
        "tendermint.state.State"
      })
  void survives(String type) {
    UntrustedDecoder<Message> decoder = WireTypes.decoder(type);
    HostileBytes hostile = new HostileBytes(new Random(type.hashCode()));
    int decoded = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = hostile.message(WireTypes.prototype(type).getDescriptorForType());
      if (check(decoder, bytes)) {
        decoded++;
      }
    }
    assertThat(decoded).isBetween(CASES / 10, CASES - CASES / 20);
  }

  private static boolean check(UntrustedDecoder<Message> decoder, byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    try {
      Message message = decoder.decode(bytes);
      assertThat(message.getUnknownFields().asMap()).as(hex).isEmpty();
      byte[] encoded = message.toByteArray();
      Message again = decoder.decode(encoded);
      assertThat(again).as(hex).isEqualTo(message);
      assertThat(again.toByteArray()).as(hex).isEqualTo(encoded);
      return true;
    } catch (MalformedMessageException _) {
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(hex, e);
    }
  }
}
