package dev.cometj.signer.remote.listen;

import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.MlDsa65PublicKey;
import dev.cometj.crypto.PublicKey;
import dev.cometj.crypto.Secp256k1PublicKey;
import dev.cometj.execution.signing.MessageSigner;
import dev.cometj.wire.privval.Message;
import dev.cometj.wire.privval.PubKeyRequest;
import dev.cometj.wire.privval.RemoteSignerError;
import dev.cometj.wire.privval.SignProposalRequest;
import dev.cometj.wire.privval.SignVoteRequest;
import dev.cometj.wire.types.Proposal;
import dev.cometj.wire.types.Vote;
import java.io.IOException;
import java.util.Optional;

/// The key of a signer that has dialled in; Go's `privval/signer_client.go` and `retry_signer_client.go`.
///
/// A request is tried again while the signer is away. What it refuses is not: it will not change its mind. A signed
/// message that is another one than was sent is taken for a refusal, where the original takes it over.
///
/// @param listener its connection
/// @param times how often and how long to try
/// @param chainId the chain it has to be a signer of
public record RemoteSigner(SignerListener listener, SignerTimes times, String chainId)
    implements MessageSigner {

  @Override
  public PublicKey publicKey() {
    Message answer =
        ask(
            Message.newBuilder()
                .setPubKeyRequest(PubKeyRequest.newBuilder().setChainId(chainId))
                .build());
    if (!answer.hasPubKeyResponse()) {
      throw unexpected(answer);
    }
    var response = answer.getPubKeyResponse();
    if (response.hasError()) {
      throw refused(response.getError());
    }
    try {
      return keyOf(response.getPubKey())
          .orElseThrow(() -> new IllegalArgumentException("it has no type"));
    } catch (IllegalArgumentException e) {
      throw new SigningException(
          Reason.REFUSED, "the signer's public key is unusable: " + e.getMessage(), e);
    }
  }

  private static Optional<PublicKey> keyOf(dev.cometj.wire.crypto.PublicKey key) {
    return switch (key.getSumCase()) {
      case ED25519 -> PublicKey.of(Ed25519PublicKey.TYPE, key.getEd25519().toByteArray());
      case SECP256K1 -> PublicKey.of(Secp256k1PublicKey.TYPE, key.getSecp256K1().toByteArray());
      case MLDSA65 -> PublicKey.of(MlDsa65PublicKey.TYPE, key.getMldsa65().toByteArray());
      case SUM_NOT_SET -> Optional.empty();
    };
  }

  @Override
  public Vote signVote(String chain, Vote vote) {
    Message answer =
        ask(
            Message.newBuilder()
                .setSignVoteRequest(SignVoteRequest.newBuilder().setVote(vote).setChainId(chain))
                .build());
    if (!answer.hasSignedVoteResponse()) {
      throw unexpected(answer);
    }
    var response = answer.getSignedVoteResponse();
    if (response.hasError()) {
      throw refused(response.getError());
    }
    Vote signed = response.getVote();
    Vote asked =
        vote.toBuilder()
            .setTimestamp(signed.getTimestamp())
            .setSignature(signed.getSignature())
            .setExtensionSignature(signed.getExtensionSignature())
            .build();
    if (!asked.equals(signed)) {
      throw another("vote");
    }
    return signed;
  }

  @Override
  public Proposal signProposal(String chain, Proposal proposal) {
    Message answer =
        ask(
            Message.newBuilder()
                .setSignProposalRequest(
                    SignProposalRequest.newBuilder().setProposal(proposal).setChainId(chain))
                .build());
    if (!answer.hasSignedProposalResponse()) {
      throw unexpected(answer);
    }
    var response = answer.getSignedProposalResponse();
    if (response.hasError()) {
      throw refused(response.getError());
    }
    Proposal signed = response.getProposal();
    Proposal asked =
        proposal.toBuilder()
            .setTimestamp(signed.getTimestamp())
            .setSignature(signed.getSignature())
            .build();
    if (!asked.equals(signed)) {
      throw another("proposal");
    }
    return signed;
  }

  private Message ask(Message request) {
    IOException failure = new IOException("it was not asked");
    try {
      for (int i = 0; i < times.attempts() && (i == 0 || listener.pause(times.pause())); i++) {
        try {
          return listener.ask(request);
        } catch (IOException e) {
          failure = e;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SigningException(Reason.UNREACHABLE, "asking the signer was interrupted", e);
    }
    throw new SigningException(
        Reason.UNREACHABLE, "the remote signer is away: " + failure.getMessage(), failure);
  }

  private SigningException unexpected(Message answer) {
    listener.drop(); // whatever it was, the next answer may be to the wrong question too
    return new SigningException(
        Reason.REFUSED, "the signer answered with " + answer.getSumCase(), null);
  }

  private SigningException another(String what) {
    listener.drop();
    return new SigningException(Reason.REFUSED, "the signer signed another " + what, null);
  }

  private static SigningException refused(RemoteSignerError error) {
    return new SigningException(
        Reason.REFUSED,
        "signerEndpoint returned error #%d: %s".formatted(error.getCode(), error.getDescription()),
        null);
  }
}
