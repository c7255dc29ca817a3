package dev.cometj.execution.signing;

import com.google.protobuf.ByteString;
import dev.cometj.chain.Proposal;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Vote;
import dev.cometj.chain.codec.VoteCodec;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Gives the reactors a signer. Of what comes back only time and signatures are taken over. Usable from any thread.
public final class SigningService implements PrivValidator {
  private final Supplier<MessageSigner> signer;
  private final Executor order;

  /// Make the service.
  ///
  /// @param signer gives the signer, each time one is needed; may block, and may throw a [SigningException]
  /// @param blocking where it is called
  public SigningService(Supplier<MessageSigner> signer, Executor blocking) {
    this.signer = signer;
    this.order = new InOrder(blocking);
  }

  @Override
  public CompletionStage<PublicKey> publicKey() {
    return call(() -> signer.get().publicKey());
  }

  @Override
  public CompletionStage<Vote> signVote(String chainId, Vote vote) {
    return call(() -> {
      var signed = signer.get().signVote(chainId, VoteCodec.toWire(vote));
      return vote.signed(time(signed.getTimestamp()), bytes(signed.getSignature()))
          .extended(vote.extension(), bytes(signed.getExtensionSignature()));
    });
  }

  @Override
  public CompletionStage<Proposal> signProposal(String chainId, Proposal proposal) {
    return call(() -> {
      var signed = signer.get().signProposal(chainId, VoteCodec.toWire(proposal));
      return proposal.signed(time(signed.getTimestamp()), bytes(signed.getSignature()));
    });
  }

  private <T> CompletionStage<T> call(Supplier<T> action) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    order.execute(() -> {
      T value;
      try {
        value = action.get();
      } catch (SigningException e) {
        answer.completeExceptionally(e);
        return;
      } catch (RuntimeException e) {
        answer.completeExceptionally(
            new SigningException(Reason.REFUSED, "signing failed: " + e.getMessage(), e));
        return;
      }
      answer.complete(value);
    });
    return answer;
  }

  private static Timestamp time(com.google.protobuf.Timestamp time) {
    return new Timestamp(time.getSeconds(), time.getNanos());
  }

  private static Bytes bytes(ByteString bytes) {
    return Bytes.wrap(bytes.toByteArray());
  }
}
