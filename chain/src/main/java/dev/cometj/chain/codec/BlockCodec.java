package dev.cometj.chain.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cometj.chain.Block;
import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.ChainRule;
import dev.cometj.chain.Data;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Tx;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.util.ArrayList;
import java.util.List;

/// Blocks. A block keeps the bytes that it came from.
public final class BlockCodec {

  /// More than any block needs whose evidence is real: a commit's entries for the block and as many for evidence.
  private static final int MAX_ENTRIES = 2 * BlockLimits.MAX_VOTES;

  private static final UntrustedDecoder<dev.cometj.wire.types.Block> DECODER =
      UntrustedDecoder.of(dev.cometj.wire.types.Block.getDefaultInstance())
          .limit(MAX_ENTRIES, "tendermint.types.Commit.signatures")
          .limit(
              MAX_ENTRIES,
              "tendermint.types.ValidatorSet.validators",
              "tendermint.types.LightClientAttackEvidence.byzantine_validators")
          .limit(BlockLimits.MAX_VOTES, "tendermint.types.EvidenceList.evidence");

  private BlockCodec() {}

  /// Decodes and validates a block that came from a peer or from a disk.
  ///
  /// @param encoded the block's bytes, which the block keeps
  /// @return the block
  /// @throws InvalidChainDataException if they are no block, or a rule is broken
  public static Block decode(Bytes encoded) throws InvalidChainDataException {
    try {
      return fromWire(DECODER.decode(encoded.toByteArray()), encoded);
    } catch (MalformedMessageException e) {
      throw new InvalidChainDataException(ChainRule.ENCODING, "" + e.getMessage());
    }
  }

  /// Reads and validates a block whose bytes are at hand.
  ///
  /// @param wire the message
  /// @param encoded the bytes that the message was decoded from, which the block keeps
  /// @return the block
  /// @throws InvalidChainDataException if a rule is broken
  public static Block fromWire(dev.cometj.wire.types.Block wire, Bytes encoded)
      throws InvalidChainDataException {
    if (!wire.hasLastCommit()) {
      throw WireValues.missing("last commit");
    }
    Block block =
        Block.decoded(
            HeaderCodec.fromWire(wire.getHeader()),
            fromWire(wire.getData()),
            EvidenceCodec.fromWire(wire.getEvidence()),
            CommitCodec.fromWire(wire.getLastCommit()),
            encoded);
    block.validate();
    return block;
  }

  /// Makes the message of a block from its bytes.
  ///
  /// @param block the block
  /// @return the message
  public static dev.cometj.wire.types.Block toWire(Block block) {
    try {
      return dev.cometj.wire.types.Block.parseFrom(block.encoded().toByteBuffer());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a block's own bytes are one", e);
    }
  }

  /// Makes the message of transactions.
  ///
  /// @param data the transactions
  /// @return the message
  public static dev.cometj.wire.types.Data toWire(Data data) {
    var wire = dev.cometj.wire.types.Data.newBuilder();
    data.txs().forEach(tx -> wire.addTxs(WireValues.wire(tx.bytes())));
    return wire.build();
  }

  /// Reads transactions.
  ///
  /// @param wire the message
  /// @return the transactions
  public static Data fromWire(dev.cometj.wire.types.Data wire) {
    if (wire.getTxsCount() == 0) {
      return Data.EMPTY;
    }
    List<Tx> txs = new ArrayList<>(wire.getTxsCount());
    for (ByteString tx : wire.getTxsList()) {
      txs.add(new Tx(WireValues.bytes(tx)));
    }
    return new Data(txs);
  }
}
