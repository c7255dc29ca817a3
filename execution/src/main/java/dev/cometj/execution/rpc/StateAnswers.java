package dev.cometj.execution.rpc;

import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.json.ParamsJson;
import dev.cometj.chain.json.ValidatorJson;
import dev.cometj.chain.validators.Validator;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import java.util.List;

/// What is told of states and of the genesis; `rpc/core/consensus.go` and `rpc/core/net.go`.
final class StateAnswers {
  private StateAnswers() {}

  static String validators(ChainSources chain, Arguments arguments) {
    long height = Heights.asked(chain, arguments, chain.lastUncommittedHeight());
    List<Validator> all =
        chain
            .states()
            .validators(height)
            .orElseThrow(
                () -> new P2pException("could not find validator set for height #" + height))
            .validators();
    List<Validator> page = Page.asked(arguments, all.size()).of(all);
    return JsonObject.of(out ->
        out.quoted("block_height", height)
            .array("validators", page, ValidatorJson::write)
            .quoted("count", page.size())
            .quoted("total", all.size()));
  }

  static String consensusParams(ChainSources chain, Arguments arguments) {
    long height = Heights.asked(chain, arguments, chain.lastUncommittedHeight());
    var params =
        chain
            .states()
            .consensusParams(height)
            .orElseThrow(
                () -> new P2pException("could not find consensus params for height #" + height));
    return JsonObject.of(out ->
        out.quoted("block_height", height)
            .object("consensus_params", member -> ParamsJson.write(member, params)));
  }

  static String genesis(ChainSources chain, Arguments arguments) {
    if (chain.genesis().pieces() > 1) {
      throw new P2pException(
          "genesis response is large, please use the genesis_chunked API instead");
    }
    return JsonObject.of(out -> out.raw("genesis", chain.genesis().whole()));
  }

  static String genesisPiece(ChainSources chain, Arguments arguments) {
    long index = arguments.number("chunk").orElse(0);
    int pieces = chain.genesis().pieces();
    if (Long.compareUnsigned(index, pieces - 1) > 0) {
      throw new P2pException(
          "there are %d chunks, %s is invalid".formatted(pieces - 1, Long.toUnsignedString(index)));
    }
    return JsonObject.of(out ->
        out.quoted("chunk", index)
            .quoted("total", pieces)
            .text("data", chain.genesis().piece((int) index)));
  }
}
