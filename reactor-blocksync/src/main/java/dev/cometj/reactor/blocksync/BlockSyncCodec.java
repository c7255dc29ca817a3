package dev.cometj.reactor.blocksync;

import com.google.protobuf.CodedOutputStream;
import dev.cometj.chain.Block;
import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.codec.BlockCodec;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.NoBlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StoredBlock;
import dev.cometj.wire.blocksync.Message;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The wire form of the block sync channel: `tendermint.blocksync.Message`. A block is decoded and checked on its own
/// here, off the reactor's mailbox, and keeps the bytes that it came in.
final class BlockSyncCodec implements MessageCodec<BlockSyncMessage> {
  /// No application puts so many into a block; without a limit empty ones would take fifty times the memory of the
  /// message.
  private static final int MAX_TXS = 1_000_000;

  /// A commit's entries for the block and as many for evidence.
  private static final int MAX_ENTRIES = 2 * BlockLimits.MAX_VOTES;

  private static final UntrustedDecoder<Message> DECODER =
      UntrustedDecoder.of(Message.getDefaultInstance())
          .limit(MAX_ENTRIES, "tendermint.types.Commit.signatures")
          .limit(BlockLimits.MAX_VOTES, "tendermint.types.ExtendedCommit.extended_signatures")
          .limit(
              MAX_ENTRIES,
              "tendermint.types.ValidatorSet.validators",
              "tendermint.types.LightClientAttackEvidence.byzantine_validators")
          .limit(BlockLimits.MAX_VOTES, "tendermint.types.EvidenceList.evidence")
          .limit(MAX_TXS, "tendermint.types.Data.txs");

  @Override
  public byte[] encode(BlockSyncMessage message) {
    return switch (message) {
      case StatusRequest _ ->
          Message.newBuilder()
              .setStatusRequest(dev.cometj.wire.blocksync.StatusRequest.getDefaultInstance())
              .build()
              .toByteArray();
      case StatusResponse(long base, long height) ->
          Message.newBuilder()
              .setStatusResponse(
                  dev.cometj.wire.blocksync.StatusResponse.newBuilder()
                      .setBase(base)
                      .setHeight(height))
              .build()
              .toByteArray();
      case BlockRequest(long height) ->
          Message.newBuilder()
              .setBlockRequest(
                  dev.cometj.wire.blocksync.BlockRequest.newBuilder().setHeight(height))
              .build()
              .toByteArray();
      case NoBlockResponse(long height) ->
          Message.newBuilder()
              .setNoBlockResponse(
                  dev.cometj.wire.blocksync.NoBlockResponse.newBuilder().setHeight(height))
              .build()
              .toByteArray();
      case BlockResponse(Block block, Optional<ExtendedCommit> commit) ->
          encode(block.encoded(), commit);
      case StoredBlock(Bytes block, Optional<ExtendedCommit> commit) -> encode(block, commit);
    };
  }

  /// Puts a block's bytes into a message as they are.
  private static byte[] encode(Bytes block, Optional<ExtendedCommit> commit) {
    byte @Nullable [] votes =
        commit.map(each -> CommitCodec.toWire(each).toByteArray()).orElse(null);
    int inner =
        CodedOutputStream.computeByteBufferSize(
                dev.cometj.wire.blocksync.BlockResponse.BLOCK_FIELD_NUMBER, block.toByteBuffer())
            + (votes == null
                ? 0
                : CodedOutputStream.computeByteArraySize(
                    dev.cometj.wire.blocksync.BlockResponse.EXT_COMMIT_FIELD_NUMBER, votes));
    int outer =
        CodedOutputStream.computeTagSize(Message.BLOCK_RESPONSE_FIELD_NUMBER)
            + CodedOutputStream.computeUInt32SizeNoTag(inner)
            + inner;
    byte[] bytes = new byte[outer];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeUInt32NoTag(Message.BLOCK_RESPONSE_FIELD_NUMBER << 3 | 2);
      out.writeUInt32NoTag(inner);
      out.writeByteBuffer(
          dev.cometj.wire.blocksync.BlockResponse.BLOCK_FIELD_NUMBER, block.toByteBuffer());
      if (votes != null) {
        out.writeByteArray(dev.cometj.wire.blocksync.BlockResponse.EXT_COMMIT_FIELD_NUMBER, votes);
      }
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("the size was computed", e);
    }
    return bytes;
  }

  @Override
  public Decoded<BlockSyncMessage> decode(ByteBuffer bytes) {
    try {
      Message message = DECODER.decode(bytes);
      return switch (message.getSumCase()) {
        case STATUS_REQUEST -> new Decoded.Message<>(new StatusRequest());
        case STATUS_RESPONSE -> status(message.getStatusResponse());
        case BLOCK_REQUEST -> request(message.getBlockRequest().getHeight());
        case NO_BLOCK_RESPONSE -> noBlock(message.getNoBlockResponse().getHeight());
        case BLOCK_RESPONSE -> block(message.getBlockResponse(), bytes);
        case SUM_NOT_SET -> new Decoded.Malformed<>("no block sync message");
      };
    } catch (MalformedMessageException | InvalidChainDataException e) {
      return new Decoded.Malformed<>(String.valueOf(e.getMessage()));
    }
  }

  private static Decoded<BlockSyncMessage> status(dev.cometj.wire.blocksync.StatusResponse status) {
    if (status.getBase() < 0) {
      return new Decoded.Malformed<>("base " + status.getBase() + " is negative");
    }
    if (status.getHeight() < 0) {
      return new Decoded.Malformed<>("height " + status.getHeight() + " is negative");
    }
    if (status.getBase() > status.getHeight()) {
      return new Decoded.Malformed<>(
          "base %d is above height %d".formatted(status.getBase(), status.getHeight()));
    }
    return new Decoded.Message<>(new StatusResponse(status.getBase(), status.getHeight()));
  }

  private static Decoded<BlockSyncMessage> request(long height) {
    return height < 0
        ? new Decoded.Malformed<>("asks for the negative height " + height)
        : new Decoded.Message<>(new BlockRequest(height));
  }

  private static Decoded<BlockSyncMessage> noBlock(long height) {
    return height < 0
        ? new Decoded.Malformed<>("has no block of the negative height " + height)
        : new Decoded.Message<>(new NoBlockResponse(height));
  }

  private static Decoded<BlockSyncMessage> block(
      dev.cometj.wire.blocksync.BlockResponse response, ByteBuffer bytes)
      throws InvalidChainDataException {
    if (!response.hasBlock()) {
      return new Decoded.Malformed<>("block is missing");
    }
    Bytes encoded = EncodedBlock.in(bytes);
    if (encoded.isEmpty()) {
      return new Decoded.Malformed<>("block is empty");
    }
    Block block = BlockCodec.fromWire(response.getBlock(), encoded);
    Optional<ExtendedCommit> commit =
        response.hasExtCommit()
            ? Optional.of(CommitCodec.fromWire(response.getExtCommit()))
            : Optional.empty();
    return new Decoded.Message<>(new BlockResponse(block, commit));
  }

  @Override
  public String typeLabel(BlockSyncMessage message) {
    return switch (message) {
      case StatusRequest _ -> "blocksync_StatusRequest";
      case StatusResponse _ -> "blocksync_StatusResponse";
      case BlockRequest _ -> "blocksync_BlockRequest";
      case NoBlockResponse _ -> "blocksync_NoBlockResponse";
      case BlockResponse _, StoredBlock _ -> "blocksync_BlockResponse";
    };
  }
}
