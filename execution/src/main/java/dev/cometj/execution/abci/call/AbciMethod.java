package dev.cometj.execution.abci.call;

import dev.cometj.chain.abci.Application;
import dev.cometj.wire.abci.Request;
import dev.cometj.wire.abci.RequestApplySnapshotChunk;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestCommit;
import dev.cometj.wire.abci.RequestEcho;
import dev.cometj.wire.abci.RequestExtendVote;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestFlush;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.RequestListSnapshots;
import dev.cometj.wire.abci.RequestLoadSnapshotChunk;
import dev.cometj.wire.abci.RequestOfferSnapshot;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.RequestProcessProposal;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.RequestVerifyVoteExtension;
import dev.cometj.wire.abci.Response;
import dev.cometj.wire.abci.ResponseApplySnapshotChunk;
import dev.cometj.wire.abci.ResponseCheckTx;
import dev.cometj.wire.abci.ResponseCommit;
import dev.cometj.wire.abci.ResponseEcho;
import dev.cometj.wire.abci.ResponseExtendVote;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ResponseFlush;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseInitChain;
import dev.cometj.wire.abci.ResponseListSnapshots;
import dev.cometj.wire.abci.ResponseLoadSnapshotChunk;
import dev.cometj.wire.abci.ResponseOfferSnapshot;
import dev.cometj.wire.abci.ResponsePrepareProposal;
import dev.cometj.wire.abci.ResponseProcessProposal;
import dev.cometj.wire.abci.ResponseQuery;
import dev.cometj.wire.abci.ResponseVerifyVoteExtension;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One of the sixteen calls of ABCI, typed; Go's `ToRequest…` and `ToResponse…` of `abci/types/messages.go`, and the
/// switch of `abci/server/socket_server.go`.
///
/// @param <Q> the request
/// @param <R> the response
/// @param kind the member of `Request` that carries the call
/// @param answer the member of `Response` that answers it
/// @param wrap puts a request into the message of the socket
/// @param requestOf takes it out again
/// @param wrapResponse puts a response into the message of the socket
/// @param responseOf takes it out again
/// @param invoke calls an application
public record AbciMethod<Q, R>(
    Request.ValueCase kind,
    Response.ValueCase answer,
    BiFunction<Request.Builder, Q, Request.Builder> wrap,
    Function<Request, Q> requestOf,
    BiFunction<Response.Builder, R, Response.Builder> wrapResponse,
    Function<Response, R> responseOf,
    BiFunction<Application, Q, R> invoke) {

  /// Sends the same text back.
  public static final AbciMethod<RequestEcho, ResponseEcho> ECHO =
      new AbciMethod<>(
          Request.ValueCase.ECHO,
          Response.ValueCase.ECHO,
          Request.Builder::setEcho,
          Request::getEcho,
          Response.Builder::setEcho,
          Response::getEcho,
          Application::echo);

  /// Makes the other side send what it holds back.
  public static final AbciMethod<RequestFlush, ResponseFlush> FLUSH =
      new AbciMethod<>(
          Request.ValueCase.FLUSH,
          Response.ValueCase.FLUSH,
          Request.Builder::setFlush,
          Request::getFlush,
          Response.Builder::setFlush,
          Response::getFlush,
          (_, _) -> ResponseFlush.getDefaultInstance());

  /// See [Application#info].
  public static final AbciMethod<RequestInfo, ResponseInfo> INFO =
      new AbciMethod<>(
          Request.ValueCase.INFO,
          Response.ValueCase.INFO,
          Request.Builder::setInfo,
          Request::getInfo,
          Response.Builder::setInfo,
          Response::getInfo,
          Application::info);

  /// See [Application#initChain].
  public static final AbciMethod<RequestInitChain, ResponseInitChain> INIT_CHAIN =
      new AbciMethod<>(
          Request.ValueCase.INIT_CHAIN,
          Response.ValueCase.INIT_CHAIN,
          Request.Builder::setInitChain,
          Request::getInitChain,
          Response.Builder::setInitChain,
          Response::getInitChain,
          Application::initChain);

  /// See [Application#query].
  public static final AbciMethod<RequestQuery, ResponseQuery> QUERY =
      new AbciMethod<>(
          Request.ValueCase.QUERY,
          Response.ValueCase.QUERY,
          Request.Builder::setQuery,
          Request::getQuery,
          Response.Builder::setQuery,
          Response::getQuery,
          Application::query);

  /// See [Application#checkTx].
  public static final AbciMethod<RequestCheckTx, ResponseCheckTx> CHECK_TX =
      new AbciMethod<>(
          Request.ValueCase.CHECK_TX,
          Response.ValueCase.CHECK_TX,
          Request.Builder::setCheckTx,
          Request::getCheckTx,
          Response.Builder::setCheckTx,
          Response::getCheckTx,
          Application::checkTx);

  /// See [Application#commit].
  public static final AbciMethod<RequestCommit, ResponseCommit> COMMIT =
      new AbciMethod<>(
          Request.ValueCase.COMMIT,
          Response.ValueCase.COMMIT,
          Request.Builder::setCommit,
          Request::getCommit,
          Response.Builder::setCommit,
          Response::getCommit,
          Application::commit);

  /// See [Application#listSnapshots].
  public static final AbciMethod<RequestListSnapshots, ResponseListSnapshots> LIST_SNAPSHOTS =
      new AbciMethod<>(
          Request.ValueCase.LIST_SNAPSHOTS,
          Response.ValueCase.LIST_SNAPSHOTS,
          Request.Builder::setListSnapshots,
          Request::getListSnapshots,
          Response.Builder::setListSnapshots,
          Response::getListSnapshots,
          Application::listSnapshots);

  /// See [Application#offerSnapshot].
  public static final AbciMethod<RequestOfferSnapshot, ResponseOfferSnapshot> OFFER_SNAPSHOT =
      new AbciMethod<>(
          Request.ValueCase.OFFER_SNAPSHOT,
          Response.ValueCase.OFFER_SNAPSHOT,
          Request.Builder::setOfferSnapshot,
          Request::getOfferSnapshot,
          Response.Builder::setOfferSnapshot,
          Response::getOfferSnapshot,
          Application::offerSnapshot);

  /// See [Application#loadSnapshotChunk].
  public static final AbciMethod<RequestLoadSnapshotChunk, ResponseLoadSnapshotChunk>
      LOAD_SNAPSHOT_CHUNK =
          new AbciMethod<>(
              Request.ValueCase.LOAD_SNAPSHOT_CHUNK,
              Response.ValueCase.LOAD_SNAPSHOT_CHUNK,
              Request.Builder::setLoadSnapshotChunk,
              Request::getLoadSnapshotChunk,
              Response.Builder::setLoadSnapshotChunk,
              Response::getLoadSnapshotChunk,
              Application::loadSnapshotChunk);

  /// See [Application#applySnapshotChunk].
  public static final AbciMethod<RequestApplySnapshotChunk, ResponseApplySnapshotChunk>
      APPLY_SNAPSHOT_CHUNK =
          new AbciMethod<>(
              Request.ValueCase.APPLY_SNAPSHOT_CHUNK,
              Response.ValueCase.APPLY_SNAPSHOT_CHUNK,
              Request.Builder::setApplySnapshotChunk,
              Request::getApplySnapshotChunk,
              Response.Builder::setApplySnapshotChunk,
              Response::getApplySnapshotChunk,
              Application::applySnapshotChunk);

  /// See [Application#prepareProposal].
  public static final AbciMethod<RequestPrepareProposal, ResponsePrepareProposal> PREPARE_PROPOSAL =
      new AbciMethod<>(
          Request.ValueCase.PREPARE_PROPOSAL,
          Response.ValueCase.PREPARE_PROPOSAL,
          Request.Builder::setPrepareProposal,
          Request::getPrepareProposal,
          Response.Builder::setPrepareProposal,
          Response::getPrepareProposal,
          Application::prepareProposal);

  /// See [Application#processProposal].
  public static final AbciMethod<RequestProcessProposal, ResponseProcessProposal> PROCESS_PROPOSAL =
      new AbciMethod<>(
          Request.ValueCase.PROCESS_PROPOSAL,
          Response.ValueCase.PROCESS_PROPOSAL,
          Request.Builder::setProcessProposal,
          Request::getProcessProposal,
          Response.Builder::setProcessProposal,
          Response::getProcessProposal,
          Application::processProposal);

  /// See [Application#extendVote].
  public static final AbciMethod<RequestExtendVote, ResponseExtendVote> EXTEND_VOTE =
      new AbciMethod<>(
          Request.ValueCase.EXTEND_VOTE,
          Response.ValueCase.EXTEND_VOTE,
          Request.Builder::setExtendVote,
          Request::getExtendVote,
          Response.Builder::setExtendVote,
          Response::getExtendVote,
          Application::extendVote);

  /// See [Application#verifyVoteExtension].
  public static final AbciMethod<RequestVerifyVoteExtension, ResponseVerifyVoteExtension>
      VERIFY_VOTE_EXTENSION =
          new AbciMethod<>(
              Request.ValueCase.VERIFY_VOTE_EXTENSION,
              Response.ValueCase.VERIFY_VOTE_EXTENSION,
              Request.Builder::setVerifyVoteExtension,
              Request::getVerifyVoteExtension,
              Response.Builder::setVerifyVoteExtension,
              Response::getVerifyVoteExtension,
              Application::verifyVoteExtension);

  /// See [Application#finalizeBlock].
  public static final AbciMethod<RequestFinalizeBlock, ResponseFinalizeBlock> FINALIZE_BLOCK =
      new AbciMethod<>(
          Request.ValueCase.FINALIZE_BLOCK,
          Response.ValueCase.FINALIZE_BLOCK,
          Request.Builder::setFinalizeBlock,
          Request::getFinalizeBlock,
          Response.Builder::setFinalizeBlock,
          Response::getFinalizeBlock,
          Application::finalizeBlock);

  private static final Map<Request.ValueCase, AbciMethod<?, ?>> BY_KIND =
      byKind(
          List.of(
              ECHO,
              FLUSH,
              INFO,
              INIT_CHAIN,
              QUERY,
              CHECK_TX,
              COMMIT,
              LIST_SNAPSHOTS,
              OFFER_SNAPSHOT,
              LOAD_SNAPSHOT_CHUNK,
              APPLY_SNAPSHOT_CHUNK,
              PREPARE_PROPOSAL,
              PROCESS_PROPOSAL,
              EXTEND_VOTE,
              VERIFY_VOTE_EXTENSION,
              FINALIZE_BLOCK));

  private static Map<Request.ValueCase, AbciMethod<?, ?>> byKind(List<AbciMethod<?, ?>> methods) {
    var map = new EnumMap<Request.ValueCase, AbciMethod<?, ?>>(Request.ValueCase.class);
    for (AbciMethod<?, ?> method : methods) {
      map.put(method.kind, method);
    }
    return map;
  }

  /// Find the call that a message carries.
  ///
  /// @param request the message
  /// @return the call, or empty if the message carries none
  public static Optional<AbciMethod<?, ?>> of(Request request) {
    return Optional.ofNullable(BY_KIND.get(request.getValueCase()));
  }

  /// Make the message of a request, with every member that the original writes.
  ///
  /// @param request the request
  /// @return the message
  public Request encode(Q request) {
    return WholeMessages.complete(wrap.apply(Request.newBuilder(), request).build());
  }

  /// Serve a message of this call.
  ///
  /// @param application whom to call
  /// @param request the message
  /// @return the answer's message
  public Response serve(Application application, Request request) {
    R response = invoke.apply(application, requestOf.apply(request));
    return WholeMessages.complete(wrapResponse.apply(Response.newBuilder(), response).build());
  }

  @Override
  public String toString() {
    return kind.name();
  }
}
