package dev.cometj.execution.rpc;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.Commit;
import dev.cometj.chain.json.BlockJson;
import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.json.ResultsJson;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is told of blocks; `rpc/core/blocks.go`.
final class BlockAnswers {
  private static final long MOST_METAS = 20;

  private BlockAnswers() {}

  static String blockchain(ChainSources chain, Arguments arguments) {
    long first = arguments.number("minHeight").orElse(0);
    long last = arguments.number("maxHeight").orElse(0);
    if (first < 0 || last < 0) {
      throw new P2pException("heights must be non-negative");
    }
    long height = chain.blocks().height();
    long to = last == 0 ? height : Math.min(height, last);
    long from =
        Math.max(Math.max(chain.blocks().base(), first == 0 ? 1 : first), to - MOST_METAS + 1);
    if (from > to) {
      throw new P2pException(
          "min height %d can't be greater than max height %d".formatted(from, to));
    }
    List<Optional<BlockMeta>> metas = new ArrayList<>();
    for (long at = to; at >= from; at--) {
      metas.add(chain.blocks().meta(at));
    }
    return JsonObject.of(out ->
        out.quoted("last_height", chain.blocks().height())
            .values("block_metas", metas, BlockAnswers::json));
  }

  private static String json(Optional<BlockMeta> meta) {
    return meta.map(here -> JsonObject.of(out -> BlockJson.write(out, here))).orElse("null");
  }

  static String block(ChainSources chain, Arguments arguments) {
    long height = Heights.asked(chain, arguments, chain.blocks().height());
    return block(chain.blocks().meta(height), chain.blocks().block(height));
  }

  static String blockByHash(ChainSources chain, Arguments arguments) {
    Optional<Block> block = chain.blocks().block(Bytes.wrap(arguments.bytes("hash")));
    return block(block.flatMap(here -> chain.blocks().meta(here.height())), block);
  }

  private static String block(Optional<BlockMeta> meta, Optional<Block> block) {
    BlockId id = meta.map(BlockMeta::blockId).orElse(BlockId.NIL);
    return JsonObject.of(out -> {
      out.object("block_id", member -> BlockJson.write(member, id));
      block.ifPresentOrElse(
          here -> out.object("block", member -> BlockJson.write(member, here)),
          () -> out.absent("block"));
    });
  }

  static String header(ChainSources chain, Arguments arguments) {
    return header(chain.blocks().meta(Heights.asked(chain, arguments, chain.blocks().height())));
  }

  static String headerByHash(ChainSources chain, Arguments arguments) {
    return header(chain.blocks().meta(Bytes.wrap(arguments.bytes("hash"))));
  }

  private static String header(Optional<BlockMeta> meta) {
    return JsonObject.of(out ->
        meta.ifPresentOrElse(
            here -> out.object("header", header -> BlockJson.write(header, here.header())),
            () -> out.absent("header")));
  }

  /// Of the last block there is only the commit that this node saw: others may have seen another one.
  static String commit(ChainSources chain, Arguments arguments) {
    long height = Heights.asked(chain, arguments, chain.blocks().height());
    Optional<BlockMeta> meta = chain.blocks().meta(height);
    if (meta.isEmpty()) {
      return "null";
    }
    boolean isCanonical = height != chain.blocks().height();
    Optional<Commit> commit =
        isCanonical ? chain.blocks().commit(height) : chain.blocks().seenCommit(height);
    return JsonObject.of(out ->
        out.object(
                "signed_header",
                signed -> {
                  signed.object("header", header -> BlockJson.write(header, meta.get().header()));
                  commit.ifPresentOrElse(
                      here -> signed.object("commit", member -> BlockJson.write(member, here)),
                      () -> signed.absent("commit"));
                })
            .flag("canonical", isCanonical));
  }

  static String results(ChainSources chain, Arguments arguments) {
    long height = Heights.asked(chain, arguments, chain.blocks().height());
    if (!chain.states().keepsResponses()) {
      throw new P2pException("node is not persisting finalize block responses");
    }
    var response =
        chain
            .states()
            .response(height)
            .orElseThrow(() -> new P2pException("could not find results for height #" + height));
    return JsonObject.of(out -> ResultsJson.write(out, height, response));
  }
}
