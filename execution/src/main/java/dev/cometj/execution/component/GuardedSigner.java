package dev.cometj.execution.component;

import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.crypto.PublicKey;
import dev.cometj.execution.signing.MessageSigner;
import dev.cometj.wire.types.Proposal;
import dev.cometj.wire.types.Vote;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A signer whose disk ends the node when it fails: a validator that cannot sign any more must not look alive.
///
/// @param signer the signer
/// @param end ends the node with a line
record GuardedSigner(MessageSigner signer, Consumer<String> end) implements MessageSigner {
  @Override
  public PublicKey publicKey() {
    return signer.publicKey();
  }

  @Override
  public Vote signVote(String chainId, Vote vote) {
    return guarded(() -> signer.signVote(chainId, vote));
  }

  @Override
  public Proposal signProposal(String chainId, Proposal proposal) {
    return guarded(() -> signer.signProposal(chainId, proposal));
  }

  private <T> T guarded(Supplier<T> signing) {
    try {
      return signing.get();
    } catch (SigningException e) {
      if (e.reason() == Reason.NOT_DURABLE) {
        end.accept(e.getMessage() + "; free space or mend the disk first");
      }
      throw e;
    }
  }
}
