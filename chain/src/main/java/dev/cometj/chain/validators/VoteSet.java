package dev.cometj.chain.validators;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.ChainException;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.ExtendedCommitSig;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Vote;
import dev.cometj.chain.bits.BitArray;
import dev.cometj.chain.validators.CheckedVote.CheckResult;
import dev.cometj.chain.validators.VoteOutcome.Reason;
import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The votes of one type in one round. Realises `types/vote_set.go`.
///
/// Of each validator one vote counts: the first, until more than two thirds voted for a block, and from then on the one
/// for that block. A second vote for another block is evidence, and is only kept if a peer claims a majority
/// for that block; a peer may claim one block, and what it claimed is forgotten with it. So what a set holds is
/// bounded by the number of validators times the number of connected peers.
///
/// For one thread at a time.
public final class VoteSet {

  private final String chainId;
  private final long height;
  private final int round;
  private final SignedMsgType type;
  private final ValidatorSet validators;
  private final boolean extensionsEnabled;

  private final @Nullable Vote[] votes;
  private final BitArray bits;
  private long power;
  private @Nullable BlockId majority;
  private final Map<BlockId, BlockVotes> votesByBlock = new HashMap<>();
  private final Map<String, BlockId> claims = new HashMap<>();

  /// Makes an empty set.
  ///
  /// @param chainId the chain's name
  /// @param height the height, from 1
  /// @param round the round, from 0
  /// @param type prevotes or precommits
  /// @param validators the validators of the height
  /// @param extensionsEnabled whether precommits for a block must have a signed extension; otherwise none may have one
  /// @throws ChainException for height 0
  public VoteSet(
      String chainId,
      long height,
      int round,
      SignedMsgType type,
      ValidatorSet validators,
      boolean extensionsEnabled) {
    if (height == 0) {
      throw new ChainException("there are no votes at height 0");
    }
    this.chainId = chainId;
    this.height = height;
    this.round = round;
    this.type = type;
    this.validators = validators;
    this.extensionsEnabled = extensionsEnabled;
    this.votes = new Vote[validators.size()];
    this.bits = BitArray.ofSize(validators.size());
  }

  /// The height.
  ///
  /// @return from 1
  public long height() {
    return height;
  }

  /// The round.
  ///
  /// @return from 0
  public int round() {
    return round;
  }

  /// The type.
  ///
  /// @return prevotes or precommits
  public SignedMsgType type() {
    return type;
  }

  /// The validators who may vote.
  ///
  /// @return the set
  public ValidatorSet validators() {
    return validators;
  }

  /// Adds a vote after checking its signatures.
  ///
  /// @param vote the vote
  /// @return what became of it
  public VoteOutcome add(Vote vote) {
    return add(vote, null);
  }

  /// Adds a vote whose signatures were checked ahead. They are checked again if that was with another key than the
  /// validator's, or without the extension where it counts.
  ///
  /// @param checked the vote
  /// @return what became of it
  public VoteOutcome add(CheckedVote checked) {
    return add(checked.vote(), checked);
  }

  private VoteOutcome add(Vote vote, @Nullable CheckedVote checked) {
    int index = vote.validatorIndex();
    if (index < 0) {
      return new VoteOutcome.Rejected(Reason.INDEX);
    }
    if (vote.validatorAddress().isEmpty()) {
      return new VoteOutcome.Rejected(Reason.ADDRESS);
    }
    if (vote.height() != height || vote.round() != round || vote.type() != type) {
      return new VoteOutcome.Rejected(Reason.STEP);
    }
    if (index >= validators.size()) {
      return new VoteOutcome.Rejected(Reason.INDEX);
    }
    Validator validator = validators.get(index);
    if (!validator.address().equals(vote.validatorAddress())) {
      return new VoteOutcome.Rejected(Reason.ADDRESS);
    }
    Vote same = find(index, vote.blockId());
    if (same != null) {
      return same.signature().equals(vote.signature())
          ? new VoteOutcome.Duplicate()
          : new VoteOutcome.Rejected(Reason.OTHER_SIGNATURE);
    }
    Reason fault = fault(vote, checked, validator);
    return fault != null ? new VoteOutcome.Rejected(fault) : addGood(vote, validator.votingPower());
  }

  private @Nullable Vote find(int index, BlockId blockId) {
    Vote counted = votes[index];
    if (counted != null && counted.blockId().equals(blockId)) {
      return counted;
    }
    BlockVotes ofBlock = votesByBlock.get(blockId);
    return ofBlock == null ? null : ofBlock.vote(index);
  }

  private @Nullable Reason fault(Vote vote, @Nullable CheckedVote checked, Validator validator) {
    if (checked == null
        || !checked.wasCheckedFor(chainId, validator.publicKey(), extensionsEnabled)) {
      CheckResult result =
          CheckedVote.check(vote, chainId, validator.publicKey(), extensionsEnabled);
      if (result instanceof CheckResult.Bad(Reason reason)) {
        return reason;
      }
    }
    boolean extended = !vote.extension().isEmpty() || !vote.extensionSignature().isEmpty();
    return extended && !extensionsEnabled ? Reason.EXTENSION_UNEXPECTED : null;
  }

  private VoteOutcome addGood(Vote vote, long votingPower) {
    int index = vote.validatorIndex();
    Vote existing = votes[index];
    if (existing == null) {
      votes[index] = vote;
      bits.set(index);
      power += votingPower;
    } else if (vote.blockId().equals(majority)) {
      votes[index] = vote;
    }
    BlockVotes ofBlock = votesByBlock.get(vote.blockId());
    if (existing != null && (ofBlock == null || !ofBlock.isClaimed())) {
      return new VoteOutcome.Conflicting(existing, false);
    }
    if (ofBlock == null) {
      ofBlock = new BlockVotes(validators.size());
      votesByBlock.put(vote.blockId(), ofBlock);
    }
    ofBlock.add(vote, votingPower);
    if (majority == null && ofBlock.power() > validators.twoThirds()) {
      majority = vote.blockId();
      preferVotesOf(ofBlock);
    }
    return existing == null ? new VoteOutcome.Added() : new VoteOutcome.Conflicting(existing, true);
  }

  private void preferVotesOf(BlockVotes ofBlock) {
    for (int i = 0; i < votes.length; i++) {
      Vote vote = ofBlock.vote(i);
      if (vote != null) {
        votes[i] = vote;
      }
    }
  }

  /// Notes that a peer claims to know votes of more than two thirds for a block: conflicting votes for it are kept from
  /// now on.
  ///
  /// @param peer the peer's id
  /// @param blockId the block, or [BlockId#NIL]
  /// @return whether the peer had claimed nothing else before; if not, nothing changes
  public boolean claimMajority(String peer, BlockId blockId) {
    BlockId before = claims.putIfAbsent(peer, blockId);
    if (before != null) {
      return before.equals(blockId);
    }
    votesByBlock.computeIfAbsent(blockId, _ -> new BlockVotes(validators.size())).claim(peer);
    return true;
  }

  /// Forgets what a peer claimed, because it is gone.
  ///
  /// @param peer the peer's id
  public void forget(String peer) {
    BlockId claimed = claims.remove(peer);
    if (claimed != null) {
      BlockVotes ofBlock = votesByBlock.get(claimed);
      if (ofBlock != null && ofBlock.withdraw(peer)) {
        votesByBlock.remove(claimed);
      }
    }
  }

  /// Whose votes there are.
  ///
  /// @return the caller's own array, one bit for each validator
  public BitArray bits() {
    return bits.copy();
  }

  /// Who voted for one block.
  ///
  /// @param blockId the block, or [BlockId#NIL]
  /// @return the caller's own array, or empty if nobody did and no peer claims it
  public Optional<BitArray> bitsFor(BlockId blockId) {
    return Optional.ofNullable(votesByBlock.get(blockId)).map(ofBlock -> ofBlock.bits().copy());
  }

  /// The vote of a validator that counts.
  ///
  /// @param index from 0 to below the number of validators
  /// @return the vote, or empty if there is none
  /// @throws IndexOutOfBoundsException for another index
  public Optional<Vote> vote(int index) {
    return Optional.ofNullable(votes[Objects.checkIndex(index, votes.length)]);
  }

  /// The vote of a validator that counts.
  ///
  /// @param address the validator's address
  /// @return the vote, or empty if there is none, or no such validator
  public Optional<Vote> vote(Bytes address) {
    int index = validators.indexOf(address);
    return index < 0 ? Optional.empty() : vote(index);
  }

  /// The votes that count, in the order of the validators.
  ///
  /// @return the caller's own list
  public List<Vote> votes() {
    List<Vote> list = new ArrayList<>();
    for (Vote vote : votes) {
      if (vote != null) {
        list.add(vote);
      }
    }
    return list;
  }

  /// What more than two thirds voted for, first.
  ///
  /// @return the block, possibly [BlockId#NIL], or empty if there is none yet
  public Optional<BlockId> majority() {
    return Optional.ofNullable(majority);
  }

  /// Whether these are precommits of more than two thirds for one block or for none.
  ///
  /// @return whether there is a commit
  public boolean isCommit() {
    return type == SignedMsgType.PRECOMMIT && majority != null;
  }

  /// Whether more than two thirds voted, for whatever.
  ///
  /// @return whether they did
  public boolean hasTwoThirdsAny() {
    return power > validators.twoThirds();
  }

  /// Whether everybody voted.
  ///
  /// @return whether the whole power did
  public boolean hasAll() {
    return power == validators.totalVotingPower();
  }

  /// The power of those who voted.
  ///
  /// @return from 0 to the total
  public long power() {
    return power;
  }

  /// Makes a commit of these precommits (`MakeExtendedCommit`): those for the majority's block and those for no block.
  ///
  /// @return the commit, with extensions where they are enabled
  /// @throws ChainException if these are prevotes, there is no majority, or extensions are missing or out of place
  public ExtendedCommit toExtendedCommit() {
    BlockId committed = majority;
    if (type != SignedMsgType.PRECOMMIT || committed == null) {
      throw new ChainException("a commit takes precommits of more than two thirds");
    }
    List<ExtendedCommitSig> entries =
        Arrays.stream(votes).map(vote -> entry(vote, committed)).toList();
    ExtendedCommit commit = new ExtendedCommit(height, round, committed, entries);
    try {
      commit.ensureExtensions(extensionsEnabled);
    } catch (InvalidChainDataException e) {
      throw new ChainException("the commit's extensions are not as they must be", e);
    }
    return commit;
  }

  private static ExtendedCommitSig entry(@Nullable Vote vote, BlockId committed) {
    if (vote == null) {
      return ExtendedCommitSig.ABSENT;
    }
    ExtendedCommitSig entry = vote.toExtendedCommitSig();
    return entry.commitSig().isForBlock() && !vote.blockId().equals(committed)
        ? ExtendedCommitSig.ABSENT
        : entry;
  }

  @Override
  public String toString() {
    return "VoteSet[%d/%d %s %s majority %s]".formatted(height, round, type, bits, majority);
  }
}
