package dev.cometj.reactor.evidence;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.Header;
import dev.cometj.chain.LightBlock;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.SignedHeader;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.validators.Validator;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.Sha256;
import java.util.Comparator;
import java.util.List;

/// Light client attacks by validators of a [TestChain].
public final class Attacks {
  private final TestChain chain;

  public Attacks(TestChain chain) {
    this.chain = chain;
  }

  /// A header that cannot have come from the chain, far above the last common one.
  public LightClientAttackEvidence lunatic(long common, long height) {
    return lunatic(common, height, chain.keys());
  }

  public LightClientAttackEvidence lunatic(
      long common, long height, List<Ed25519PrivateKey> signers) {
    Header real = header(Math.min(height, chain.height()));
    Header forged =
        with(real, height, real.time(), Sha256.hash(Bytes.wrap(new byte[] {1})), real.dataHash());
    return evidence(block(forged, 0, signers), common, guilty(signers));
  }

  /// A lunatic header of a height that the chain has not reached.
  public LightClientAttackEvidence forward(long common, long height, Timestamp time) {
    Header real = header(chain.height());
    Header forged =
        with(real, height, time, Sha256.hash(Bytes.wrap(new byte[] {1})), real.dataHash());
    return evidence(block(forged, 0, chain.keys()), common, guilty(chain.keys()));
  }

  /// Another block of the same height and round.
  public LightClientAttackEvidence equivocation(long height) {
    return evidence(other(height, 0, chain.keys()), height, guilty(chain.keys()));
  }

  /// Another block of the same height and another round.
  public LightClientAttackEvidence amnesia(long height) {
    return evidence(other(height, 1, chain.keys()), height, List.of());
  }

  /// Another block of a height, with the fields that the state gives.
  public LightBlock other(long height, int round, List<Ed25519PrivateKey> signers) {
    Header real = header(height);
    return block(
        with(real, height, real.time(), real.appHash(), Sha256.hash(Bytes.wrap(new byte[] {2}))),
        round,
        signers);
  }

  public LightBlock block(Header header, int round, List<Ed25519PrivateKey> signers) {
    BlockId id = new BlockId(header.hash(), new PartSetHeader(1, Sha256.hash(header.hash())));
    Commit commit = chain.sign(header.height(), round, id, signers);
    return new LightBlock(new SignedHeader(header, commit), chain.validators());
  }

  public LightClientAttackEvidence evidence(
      LightBlock conflicting, long common, List<Validator> guilty) {
    return new LightClientAttackEvidence(
        conflicting,
        common,
        guilty,
        chain.validators().totalVotingPower(),
        TestChain.timeOf(common));
  }

  public List<Validator> guilty(List<Ed25519PrivateKey> signers) {
    return chain.validators().validators().stream()
        .filter(each -> signers.stream().anyMatch(key -> key.publicKey().equals(each.publicKey())))
        .sorted(
            Comparator.comparingLong(Validator::votingPower)
                .reversed()
                .thenComparing(Validator::address))
        .toList();
  }

  public Header header(long height) {
    return chain.blocks().meta(height).orElseThrow().header();
  }

  private static Header with(
      Header real, long height, Timestamp time, Bytes appHash, Bytes dataHash) {
    return new Header(
        real.version(),
        real.chainId(),
        height,
        time,
        real.lastBlockId(),
        real.lastCommitHash(),
        dataHash,
        real.validatorsHash(),
        real.nextValidatorsHash(),
        real.consensusHash(),
        appHash,
        real.lastResultsHash(),
        real.evidenceHash(),
        real.proposerAddress());
  }
}
