package dev.cometj.wire.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.cometj.wire.blocksync.BlockResponse;
import dev.cometj.wire.decode.MalformedMessageException.Reason;
import dev.cometj.wire.mempool.Txs;
import dev.cometj.wire.p2p.DefaultNodeInfo;
import dev.cometj.wire.p2p.NetAddress;
import dev.cometj.wire.p2p.PexAddrs;
import dev.cometj.wire.types.Commit;
import dev.cometj.wire.types.CommitSig;
import dev.cometj.wire.types.ExtendedCommit;
import dev.cometj.wire.types.ExtendedCommitSig;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UntrustedDecoderTest {

  private static final UntrustedDecoder<dev.cometj.wire.p2p.Message> PEX =
      UntrustedDecoder.of(dev.cometj.wire.p2p.Message.getDefaultInstance())
          .limit(2, "tendermint.p2p.PexAddrs.addrs");

  private static final UntrustedDecoder<Txs> TXS = UntrustedDecoder.of(Txs.getDefaultInstance());

  @Test
  @DisplayName("A06 a tag of 2^32 + 1 is field 1 for the scan and for the decoder")
  void agreesOnFieldNumbers() throws MalformedMessageException {
    byte[] bytes = hex("8a80808080010161"); // tag (2^32 + 1) << 3 | 2, then one byte 'a'
    assertThat(TXS.decode(bytes).getTxsList()).containsExactly(ByteString.copyFromUtf8("a"));
    assertMalformed(TXS.limit(0, "tendermint.mempool.Txs.txs"), bytes, Reason.TOO_MANY_ENTRIES);
  }

  @Test
  void doesNotTakeAnotherFieldForOneWhenTheTagIsCutTo32Bits() throws MalformedMessageException {
    byte[] bytes =
        hex("8a808080100161"); // tag (2^29 + 1) << 3 | 2: protobuf-java would read field 1
    assertThat(TXS.decode(bytes).getTxsCount()).isZero();
  }

  @Test
  void countsTheEntriesOfEveryOccurrence() throws MalformedMessageException {
    String address = "0a00";
    assertThat(PEX.decode(hex("1204" + address + address)).getPexAddrs().getAddrsCount())
        .isEqualTo(2);
    assertMalformed(PEX, hex("1206" + address + address + address), Reason.TOO_MANY_ENTRIES);
    // The second list replaces the first, but has been paid for.
    assertMalformed(
        PEX, hex("1204" + address + address + "1202" + address), Reason.TOO_MANY_ENTRIES);
  }

  @Test
  @DisplayName("A08 one limit covers several fields wherever they are, and merged parents")
  void limitsFieldsTogether() throws MalformedMessageException {
    UntrustedDecoder<BlockResponse> decoder =
        UntrustedDecoder.of(BlockResponse.getDefaultInstance())
            .limit(
                2,
                "tendermint.types.Commit.signatures",
                "tendermint.types.ExtendedCommit.extended_signatures");
    String commit = "0a0422022200"; // block { last_commit { signatures {} } }
    String extended = "12022200"; // ext_commit { extended_signatures {} }
    assertThat(decoder.decode(hex(commit + extended)).getBlock().getLastCommit())
        .isEqualTo(Commit.newBuilder().addSignatures(CommitSig.getDefaultInstance()).build());
    assertMalformed(decoder, hex(commit + extended + extended), Reason.TOO_MANY_ENTRIES);
    assertMalformed(decoder, hex(commit + commit + commit), Reason.TOO_MANY_ENTRIES);
  }

  @Test
  void mergesEmbeddedMessagesButReplacesTimesWithinThem() throws MalformedMessageException {
    UntrustedDecoder<ExtendedCommit> decoder =
        UntrustedDecoder.of(ExtendedCommit.getDefaultInstance());
    ExtendedCommit merged = decoder.decode(hex("1a030a01aa" + "1a0412020805"));
    assertThat(merged.getBlockId().getHash().byteAt(0)).isEqualTo((byte) 0xaa);
    assertThat(merged.getBlockId().getPartSetHeader().getTotal()).isEqualTo(5);
    ExtendedCommitSig signature =
        UntrustedDecoder.of(ExtendedCommitSig.getDefaultInstance()).decode(hex("1a0208051a021003"));
    assertThat(signature.getTimestamp().getSeconds()).isZero();
    assertThat(signature.getTimestamp().getNanos()).isEqualTo(3);
  }

  @Test
  @DisplayName("W14 unknown fields are passed over and not kept")
  void keepsNoUnknownFields() throws MalformedMessageException {
    byte[] bytes = new byte[1 << 20];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = 0x78; // field 15, varint
      bytes[i + 1] = 1;
    }
    assertThat(PEX.decode(bytes)).isEqualTo(dev.cometj.wire.p2p.Message.getDefaultInstance());
  }

  @Test
  void passesOverGroupsOfAnyDepth() throws MalformedMessageException {
    int depth = 1_000_000;
    byte[] bytes = new byte[2 * depth];
    Arrays.fill(bytes, 0, depth, (byte) 0x7b);
    Arrays.fill(bytes, depth, bytes.length, (byte) 0x7c);
    assertThat(PEX.decode(bytes).getSumCase())
        .isEqualTo(dev.cometj.wire.p2p.Message.SumCase.SUM_NOT_SET);
    bytes[bytes.length - 1] = 0x7b;
    assertMalformed(PEX, bytes, Reason.TRUNCATED);
  }

  @Test
  void keepsStringsThatAreNoUtf8() throws MalformedMessageException {
    UntrustedDecoder<DefaultNodeInfo> decoder =
        UntrustedDecoder.of(DefaultNodeInfo.getDefaultInstance());
    byte[] bytes = hex("3a03ff61c0");
    DefaultNodeInfo info = decoder.decode(bytes);
    assertThat(info.getMonikerBytes().toByteArray()).isEqualTo(hex("ff61c0"));
    assertThat(info.getMoniker()).isEqualTo("\ufffda\ufffd");
    assertThat(info.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void decodesPartsOfArraysAndBuffers() throws MalformedMessageException {
    PexAddrs expected = PexAddrs.newBuilder().addAddrs(NetAddress.newBuilder().setPort(7)).build();
    UntrustedDecoder<PexAddrs> decoder = UntrustedDecoder.of(PexAddrs.getDefaultInstance());
    byte[] bytes = hex("ffff0a021807ff");
    assertThat(decoder.decode(bytes, 2, 4)).isEqualTo(expected);
    ByteBuffer slice = ByteBuffer.wrap(bytes, 1, 6).slice().position(1).limit(5);
    assertThat(decoder.decode(slice)).isEqualTo(expected);
    assertThat(slice.position()).isEqualTo(1);
    ByteBuffer direct = ByteBuffer.allocateDirect(4).put(bytes, 2, 4).flip();
    assertThat(decoder.decode(direct)).isEqualTo(expected);
    assertThat(direct.remaining()).isEqualTo(4);
    assertThat(decoder.decode(ByteBuffer.wrap(bytes, 2, 4).asReadOnlyBuffer())).isEqualTo(expected);
  }

  @Test
  void saysWhatIsWrong() {
    assertMalformed(PEX, hex("0a"), Reason.TRUNCATED);
    assertMalformed(PEX, hex("0a05"), Reason.TRUNCATED);
    assertMalformed(PEX, hex("ffffffffffffffffffff01"), Reason.VARINT_OVERFLOW);
    assertMalformed(PEX, hex("0affffffffffffffffff01"), Reason.NEGATIVE_LENGTH);
    assertMalformed(PEX, hex("0001"), Reason.ILLEGAL_FIELD_NUMBER);
    assertMalformed(PEX, hex("0801"), Reason.WRONG_WIRE_TYPE);
    assertMalformed(PEX, hex("7e"), Reason.ILLEGAL_WIRE_TYPE);
    assertMalformed(PEX, hex("7c"), Reason.UNEXPECTED_GROUP_END);
    assertMalformed(
        UntrustedDecoder.of(ExtendedCommitSig.getDefaultInstance()),
        hex("1a0508bdffffff"),
        Reason.TRUNCATED);
    assertMalformed(
        UntrustedDecoder.of(ExtendedCommitSig.getDefaultInstance()),
        hex("1a061080" + "94ebdc03"),
        Reason.TIME_OUT_OF_RANGE);
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PEX.limit(1, "tendermint.p2p.PexAddrs.addresses"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PEX.limit(1, "tendermint.p2p.PexAddrs.addrs"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TXS.limit(-1, "tendermint.mempool.Txs.txs"));
  }

  @Test
  void refusesTypesThatContainThemselves() throws DescriptorValidationException {
    FieldDescriptorProto self =
        FieldDescriptorProto.newBuilder()
            .setName("self")
            .setNumber(1)
            .setLabel(Label.LABEL_OPTIONAL)
            .setType(Type.TYPE_MESSAGE)
            .setTypeName("Loop")
            .build();
    FileDescriptor file =
        FileDescriptor.buildFrom(
            FileDescriptorProto.newBuilder()
                .setName("loop.proto")
                .addMessageType(DescriptorProto.newBuilder().setName("Loop").addField(self))
                .build(),
            new FileDescriptor[0]);
    DynamicMessage loop = DynamicMessage.getDefaultInstance(file.findMessageTypeByName("Loop"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UntrustedDecoder.of(loop))
        .withMessageContaining("Loop");
  }

  private static void assertMalformed(UntrustedDecoder<?> decoder, byte[] bytes, Reason reason) {
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> decoder.decode(bytes))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
