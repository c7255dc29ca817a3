package dev.cometj.execution.rpc;

import dev.cometj.chain.ChainException;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The routes of blocks, states, genesis and application, with the names and parameters of `rpc/core/routes.go`.
///
/// An answer may be kept by caches where a height or hash names what does not change. The original also has caches keep
/// what is told of the newest block, and the application's state.
public final class ChainRoutes implements RpcRoutes {
  private static final Parameter HEIGHT = new Parameter("height", Kind.NUMBER);

  private final Supplier<Optional<ChainSources>> sources;

  /// Makes the routes.
  ///
  /// @param sources what answers are made of, or nothing if the node has no chain
  /// @throws P2pException from the supplier while that is not known yet
  public ChainRoutes(Supplier<Optional<ChainSources>> sources) {
    this.sources = sources;
  }

  /// Makes the JSON of an answer.
  private interface Answer {
    String of(ChainSources chain, Arguments arguments);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("genesis", StateAnswers::genesis),
        route("genesis_chunked", StateAnswers::genesisPiece, new Parameter("chunk", Kind.INDEX)),
        route(
            "blockchain",
            BlockAnswers::blockchain,
            new Parameter("minHeight", Kind.NUMBER),
            new Parameter("maxHeight", Kind.NUMBER)),
        route("block", BlockAnswers::block, HEIGHT).lastingWith("height"),
        route("block_by_hash", BlockAnswers::blockByHash, new Parameter("hash", Kind.BYTES)),
        route("block_results", BlockAnswers::results, HEIGHT).lastingWith("height"),
        route("commit", BlockAnswers::commit, HEIGHT),
        route("header", BlockAnswers::header, HEIGHT).lastingWith("height"),
        route("header_by_hash", BlockAnswers::headerByHash, new Parameter("hash", Kind.DIGITS)),
        route(
                "validators",
                StateAnswers::validators,
                HEIGHT,
                new Parameter("page", Kind.COUNT),
                new Parameter("per_page", Kind.COUNT))
            .lastingWith("height"),
        route("consensus_params", StateAnswers::consensusParams, HEIGHT).lastingWith("height"),
        route("check_tx", ApplicationAnswers::checkTx, new Parameter("tx", Kind.BYTES)),
        route(
            "abci_query",
            ApplicationAnswers::query,
            new Parameter("path", Kind.TEXT),
            new Parameter("data", Kind.DIGITS),
            new Parameter("height", Kind.NUMBER),
            new Parameter("prove", Kind.FLAG)),
        route("abci_info", ApplicationAnswers::info));
  }

  private Route route(String name, Answer answer, Parameter... parameters) {
    return Route.of(name, arguments -> answered(chain -> answer.of(chain, arguments)), parameters);
  }

  @Override
  public Map<String, Action> statusMembers() {
    return Map.of(
        "sync_info", _ -> told(chain -> Optional.of(ChainStatus.syncInfo(chain))),
        "validator_info", _ -> told(ChainStatus::validatorInfo));
  }

  private String told(Function<ChainSources, Optional<String>> member) {
    try {
      return sources.get().flatMap(member).orElse("");
    } catch (ChainException e) {
      throw new P2pException(String.valueOf(e.getMessage()), e);
    }
  }

  private String answered(Function<ChainSources, String> answer) {
    try {
      return answer.apply(
          sources.get().orElseThrow(() -> new P2pException("this node has no chain")));
    } catch (ChainException e) {
      throw new P2pException(String.valueOf(e.getMessage()), e);
    }
  }
}
