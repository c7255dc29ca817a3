package dev.cometj.signer.remote.serve;

import com.google.protobuf.ByteString;
import dev.cometj.chain.service.SigningException;
import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.MlDsa65PublicKey;
import dev.cometj.crypto.Secp256k1PublicKey;
import dev.cometj.execution.signing.MessageSigner;
import dev.cometj.wire.crypto.PublicKey;
import dev.cometj.wire.privval.Message;
import dev.cometj.wire.privval.PingResponse;
import dev.cometj.wire.privval.PubKeyResponse;
import dev.cometj.wire.privval.RemoteSignerError;
import dev.cometj.wire.privval.SignProposalRequest;
import dev.cometj.wire.privval.SignVoteRequest;
import dev.cometj.wire.privval.SignedProposalResponse;
import dev.cometj.wire.privval.SignedVoteResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// Answers the requests of a node; Go's `DefaultValidationRequestHandler` of `privval/signer_requestHandler.go`.
///
/// @param signer the key
/// @param chainId the only chain that is signed for
record RequestHandler(MessageSigner signer, String chainId) {
  private static final Logger LOG = System.getLogger(RequestHandler.class.getPackageName());

  /// Answer a request.
  ///
  /// @return the answer, or empty for a message that is no request
  Optional<Message> answer(Message request) {
    return switch (request.getSumCase()) {
      case PUB_KEY_REQUEST -> Optional.of(publicKey(request.getPubKeyRequest().getChainId()));
      case SIGN_VOTE_REQUEST -> Optional.of(vote(request.getSignVoteRequest()));
      case SIGN_PROPOSAL_REQUEST -> Optional.of(proposal(request.getSignProposalRequest()));
      case PING_REQUEST ->
          Optional.of(
              Message.newBuilder().setPingResponse(PingResponse.getDefaultInstance()).build());
      default -> Optional.empty();
    };
  }

  private Message publicKey(String chain) {
    PubKeyResponse.Builder response = PubKeyResponse.newBuilder();
    if (isOther(chain)) {
      response.setError(error("unable to provide pubkey"));
    } else {
      try {
        response.setPubKey(toWire(signer.publicKey()));
      } catch (SigningException e) {
        response.setError(error(e));
      }
    }
    return Message.newBuilder().setPubKeyResponse(response).build();
  }

  private static PublicKey toWire(dev.cometj.crypto.PublicKey key) {
    ByteString bytes = ByteString.copyFrom(key.bytes());
    return switch (key) {
      case Ed25519PublicKey _ -> PublicKey.newBuilder().setEd25519(bytes).build();
      case Secp256k1PublicKey _ -> PublicKey.newBuilder().setSecp256K1(bytes).build();
      case MlDsa65PublicKey _ -> PublicKey.newBuilder().setMldsa65(bytes).build();
    };
  }

  private Message vote(SignVoteRequest request) {
    SignedVoteResponse.Builder response = SignedVoteResponse.newBuilder();
    if (isOther(request.getChainId())) {
      response.setError(error("unable to sign vote"));
    } else {
      try {
        response.setVote(signer.signVote(chainId, request.getVote()));
      } catch (SigningException e) {
        response.setError(error("error signing vote: ", e));
      }
    }
    return Message.newBuilder().setSignedVoteResponse(response).build();
  }

  private Message proposal(SignProposalRequest request) {
    SignedProposalResponse.Builder response = SignedProposalResponse.newBuilder();
    if (isOther(request.getChainId())) {
      response.setError(error("unable to sign proposal"));
    } else {
      try {
        response.setProposal(signer.signProposal(chainId, request.getProposal()));
      } catch (SigningException e) {
        response.setError(error("error signing proposal: ", e));
      }
    }
    return Message.newBuilder().setSignedProposalResponse(response).build();
  }

  private boolean isOther(String chain) {
    if (chain.equals(chainId)) {
      return false;
    }
    LOG.log(Level.ERROR, "SignerServer: want chainID: {0}, got chainID: {1}", chainId, chain);
    return true;
  }

  private static RemoteSignerError error(String context, SigningException failure) {
    LOG.log(Level.ERROR, "SignerServer: {0}{1}", context, failure.getMessage());
    return error(context + failure.getMessage());
  }

  private static RemoteSignerError error(SigningException failure) {
    return error("", failure);
  }

  private static RemoteSignerError error(String description) {
    return RemoteSignerError.newBuilder().setDescription(description).build();
  }
}
