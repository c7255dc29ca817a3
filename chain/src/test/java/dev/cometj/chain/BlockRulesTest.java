package dev.cometj.chain;

import static dev.cometj.chain.Refusals.accepted;
import static dev.cometj.chain.Refusals.assertBreaks;
import static dev.cometj.chain.Refusals.refused;
import static dev.cometj.chain.Samples.blockId;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.cometj.chain.codec.BlockCodec;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.chain.codec.HeaderCodec;
import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BlockRulesTest {

  private static final Tx TX = new Tx(Bytes.wrap("a=b".getBytes(StandardCharsets.US_ASCII)));
  private static final Block BLOCK = Samples.block(TX);

  @TestFactory
  Stream<DynamicTest> blocks() {
    return Stream.of(
        accepted("a block", BLOCK::validate),
        refused(
            "another last commit than the header's",
            ChainRule.HASH_MISMATCH,
            () ->
                block(BLOCK.data(), new Commit(3, 0, blockId(1), List.of(Samples.commitSig())))
                    .validate()),
        accepted(
            "a last commit for another block, since its hash covers the entries only",
            () -> block(BLOCK.data(), Samples.commit(3, blockId(2))).validate()),
        refused(
            "other transactions than the header's",
            ChainRule.HASH_MISMATCH,
            () -> block(Data.EMPTY, BLOCK.lastCommit()).validate()),
        refused(
            "other evidence than the header's",
            ChainRule.HASH_MISMATCH,
            () ->
                Block.decoded(
                        BLOCK.header(),
                        BLOCK.data(),
                        new EvidenceList(List.of(duplicate())),
                        BLOCK.lastCommit(),
                        Bytes.EMPTY)
                    .validate()),
        refused(
            "an invalid last commit",
            ChainRule.BLOCK_ID,
            () -> block(BLOCK.data(), Samples.commit(3, BlockId.NIL)).validate()),
        refused(
            "bytes that are no block",
            ChainRule.ENCODING,
            () -> BlockCodec.decode(Bytes.fromHex("0a05"))),
        refused(
            "a block without last commit",
            ChainRule.MISSING_MEMBER,
            () -> BlockCodec.decode(Bytes.EMPTY)));
  }

  @Test
  @DisplayName("a block keeps the bytes it came from, whatever is in them, and they are its parts")
  void receivedBytesAreKept() throws InvalidChainDataException {
    byte[] odd = new byte[BLOCK.size() + 3];
    BLOCK.encoded().copyTo(odd, 0);
    odd[BLOCK.size()] = (byte) 0xF8; // field 15, a varint: unknown
    odd[BLOCK.size() + 1] = 1;
    odd[BLOCK.size() + 2] = 5;
    Block decoded = BlockCodec.decode(Bytes.wrap(odd).slice(0, odd.length));
    assertThat(decoded).isEqualTo(BLOCK);
    assertThat(decoded.hash()).isEqualTo(BLOCK.hash());
    assertThat(decoded.encoded().toByteArray()).isEqualTo(odd);
    assertThat(decoded.toPartSet().assemble().toByteArray()).isEqualTo(odd);
    assertThat(BlockMeta.of(decoded, decoded.toPartSet().header()).blockSize())
        .isEqualTo(odd.length);
  }

  @Test
  @DisplayName("A08 a block of 20,001 signatures in all is refused before they are decoded")
  void signaturesAreCountedOverTheWholeBlock() {
    int entries = 20_001;
    ProtoWriter out = new ProtoWriter(64 * entries);
    for (int i = 0; i < entries; i++) {
      out.entry(4, Bytes.EMPTY);
    }
    out.message(4, 0);
    assertBreaks(ChainRule.ENCODING, () -> BlockCodec.decode(out.finish()));
  }

  @Test
  @DisplayName("A06 a field number beyond 32 bits is cut, for the budgets as for the decoder")
  void fieldNumbersAreCut() {
    ProtoWriter out = new ProtoWriter(64);
    for (int i = 0; i < 20_001; i++) {
      out.rawVarint(0);
      out.rawVarint((1L << 35) + (4 << 3 | 2));
    }
    out.message(4, 0);
    assertBreaks(ChainRule.ENCODING, () -> BlockCodec.decode(out.finish()));
  }

  @Test
  @DisplayName("a last commit that is sent in two pieces is one commit, as in the original")
  void pieces() throws InvalidChainDataException {
    var whole = CommitCodec.toWire(BLOCK.lastCommit());
    var first = whole.toBuilder().clearSignatures().addSignatures(whole.getSignatures(0)).build();
    var second =
        dev.cometj.wire.types.Commit.newBuilder().addSignatures(whole.getSignatures(1)).build();
    var head = BlockCodec.toWire(BLOCK).toBuilder().clearLastCommit().build();
    ProtoWriter out = new ProtoWriter(2048);
    out.entry(4, Bytes.wrap(second.toByteArray()));
    out.entry(4, Bytes.wrap(first.toByteArray()));
    out.raw(Bytes.wrap(head.toByteArray()));
    assertThat(BlockCodec.decode(out.finish())).isEqualTo(BLOCK);
  }

  @Test
  @DisplayName("a header keeps a chain id that is no UTF-8, and hashes the bytes it came in")
  void chainIdsAreBytes() throws InvalidChainDataException {
    byte[] name = {'a', (byte) 0xFF, (byte) 0xC3, (byte) 0xA4, (byte) 0x80};
    var wire = dev.cometj.wire.types.Header.newBuilder();
    wire.mergeFrom(BlockCodec.toWire(BLOCK).getHeader());
    wire.setChainIdBytes(ByteString.copyFrom(name));
    Header header = HeaderCodec.fromWire(wire.build());
    assertThat(HeaderCodec.toWire(header)).isEqualTo(wire.build());
    ProtoWriter leaf = new ProtoWriter(16);
    header.writeTo(leaf);
    assertThat(leaf.finish().toByteArray()).isEqualTo(wire.build().toByteArray());
    assertThat(header.chainId()).isEqualTo("a\uDCFF\u00E4\uDC80");
  }

  @Test
  void theMetaOfABlockHasItsHeader() throws InvalidChainDataException {
    PartSet parts = BLOCK.toPartSet();
    BlockMeta meta = BlockMeta.of(BLOCK, parts.header());
    meta.validate();
    assertThat(meta.blockSize()).isEqualTo(BLOCK.size());
    assertThat(meta.txCount()).isEqualTo(1);
    assertThat(HeaderCodec.fromWire(HeaderCodec.toWire(meta))).isEqualTo(meta);
    BlockMeta other =
        new BlockMeta(new BlockId(Values.hash(9), parts.header()), 1, BLOCK.header(), 1);
    assertBreaks(ChainRule.HASH_MISMATCH, other::validate);
  }

  private static Block block(Data data, Commit lastCommit) {
    return Block.decoded(BLOCK.header(), data, BLOCK.evidence(), lastCommit, Bytes.EMPTY);
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
