package dev.cometj.execution.signing;

import com.google.protobuf.ByteString;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.crypto.PrivateKey;
import dev.cometj.crypto.PublicKey;
import dev.cometj.p2p.spi.Disk;
import dev.cometj.wire.types.Proposal;
import dev.cometj.wire.types.Vote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/// The key in a file; Go's `FilePV` of `privval/file.go`.
public final class FileSigner implements MessageSigner {
  private final PublicKey publicKey;
  private final SigningGuard guard;
  private final ReentrantLock lock = new ReentrantLock();

  private FileSigner(PrivateKey key, LastSignedFile file, LastSigned last) {
    publicKey = key.publicKey();
    guard = new SigningGuard(key, file, last);
  }

  /// Open the files of a validator. Blocks.
  ///
  /// @param disk where they are
  /// @param keyFile `priv_validator_key.json`
  /// @param stateFile `priv_validator_state.json`; nobody else may use it
  /// @return the signer
  /// @throws SigningException if one of them is missing or damaged
  public static FileSigner open(Disk disk, Path keyFile, Path stateFile) {
    PrivateKey key = ValidatorKeyFile.read(disk, keyFile);
    LastSignedFile file = new LastSignedFile(disk, stateFile);
    return new FileSigner(key, file, file.read());
  }

  /// Make the files of a validator that has signed nothing yet. Blocks.
  ///
  /// @param disk where they are to be
  /// @param keyFile `priv_validator_key.json`, which must not exist
  /// @param stateFile `priv_validator_state.json`, which must not exist
  /// @param key the key
  /// @return the signer
  /// @throws SigningException if one is there already, or cannot be written
  public static FileSigner create(Disk disk, Path keyFile, Path stateFile, PrivateKey key) {
    try {
      for (Path path : new Path[] {keyFile, stateFile}) {
        if (disk.size(path).isPresent()) {
          throw new SigningException(Reason.UNUSABLE_FILES, path + " is there already", null);
        }
      }
      LastSignedFile file = new LastSignedFile(disk, stateFile);
      file.write(LastSigned.NOTHING);
      disk.replace(keyFile, ValidatorKeyFile.format(key));
      return new FileSigner(key, file, LastSigned.NOTHING);
    } catch (IOException e) {
      throw new SigningException(
          Reason.UNUSABLE_FILES, "cannot make the validator's files: " + e.getMessage(), e);
    }
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public Vote signVote(String chainId, Vote vote) {
    SignStep step =
        switch (vote.getType()) {
          case SIGNED_MSG_TYPE_PREVOTE -> SignStep.PREVOTE;
          case SIGNED_MSG_TYPE_PRECOMMIT -> SignStep.PRECOMMIT;
          default -> throw invalid("Unknown vote type: " + vote.getTypeValue());
        };
    boolean isExtended = step == SignStep.PRECOMMIT && !SignBytes.isNil(vote.getBlockId());
    ByteString signBytes = SignBytes.vote(chainId, vote);
    lock.lock();
    try {
      guard.requireNoRegression(vote.getHeight(), vote.getRound(), step);
      if (!isExtended && !vote.getExtension().isEmpty()) {
        throw invalid(
            "unexpected vote extension - extensions are only allowed in non-nil precommits");
      }
      SigningGuard.Signed signed = guard.sign(vote.getHeight(), vote.getRound(), step, signBytes);
      // An extension may be another one each time it is asked for, so it is always signed anew,
      // even when empty.
      ByteString extensionSignature =
          isExtended ? guard.signExtension(SignBytes.extension(chainId, vote)) : ByteString.EMPTY;
      return vote.toBuilder()
          .setTimestamp(signed.time())
          .setSignature(signed.signature())
          .setExtensionSignature(extensionSignature)
          .build();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Proposal signProposal(String chainId, Proposal proposal) {
    ByteString signBytes = SignBytes.proposal(chainId, proposal);
    lock.lock();
    try {
      SigningGuard.Signed signed =
          guard.sign(proposal.getHeight(), proposal.getRound(), SignStep.PROPOSE, signBytes);
      return proposal.toBuilder()
          .setTimestamp(signed.time())
          .setSignature(signed.signature())
          .build();
    } finally {
      lock.unlock();
    }
  }

  private static SigningException invalid(String text) {
    return new SigningException(Reason.INVALID_REQUEST, text, null);
  }
}
