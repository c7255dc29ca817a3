package dev.cometj.reactor.blocksync;

import static java.lang.System.Logger.Level.WARNING;

import dev.cometj.chain.Block;
import dev.cometj.chain.service.BlockRule;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.NodeId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Notes who sent a block that its validators signed and that does not follow this node's state. One such peer may be at
/// fault; when all of them send the same, it is this node that has left the chain, and its operator has to know.
final class SignedMismatch {
  /// So many peers are not all wrong.
  private static final int MANY = 3;

  private static final System.Logger LOG = System.getLogger(SignedMismatch.class.getName());

  private final Set<NodeId> senders = new HashSet<>();
  private Bytes hash = Bytes.EMPTY;
  private int told;

  /// Note one, and warn if nobody is left who might have another block, or if many sent this one; once for each time that
  /// their number doubles.
  ///
  /// @param block the block
  /// @param fault what does not fit
  /// @param from who sent it, or the commit that shows that it is signed
  /// @param othersLeft how many peers have not sent it
  void add(Block block, InvalidBlockException fault, Collection<NodeId> from, int othersLeft) {
    if (!block.hash().equals(hash)) {
      hash = block.hash();
      senders.clear();
      told = 0;
    }
    senders.addAll(from);
    int count = senders.size();
    if ((othersLeft == 0 || count >= MANY) && count >= 2 * told && count > told) {
      told = count;
      LOG.log(WARNING, () -> line(block.height(), fault, count, othersLeft));
    }
  }

  private static String line(long height, InvalidBlockException fault, int count, int othersLeft) {
    return ("this node cannot follow the chain beyond height %d: block %d is signed by the chain's validators, but its %s"
            + " differs from this node's state (%s). %d %s it, %s. %s")
        .formatted(
            height - 1,
            height,
            field(fault.rule()),
            fault.getMessage(),
            count,
            count == 1 ? "peer serves" : "peers serve",
            othersLeft == 0 ? "and no other is left" : othersLeft + " others are left",
            meaning(fault.rule()));
  }

  /// The header's field, by its name in JSON.
  private static String field(BlockRule rule) {
    return switch (rule) {
      case CLOCK, TIME_ORDER, MEDIAN_TIME, GENESIS_TIME -> "time";
      case INITIAL_HEIGHT, BELOW_INITIAL_HEIGHT -> "height";
      case PROPOSER -> "proposer_address";
      case INITIAL_COMMIT, LAST_COMMIT -> "last_commit";
      case EVIDENCE_SIZE -> "evidence";
      default -> rule.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String meaning(BlockRule rule) {
    return switch (rule) {
      case APP_HASH, LAST_RESULTS_HASH, VERSION ->
          "The application here is not the network's, or its state is damaged: check its version, or sync anew.";
      case CONSENSUS_HASH, NEXT_VALIDATORS_HASH, VALIDATORS_HASH ->
          "The application here answered with other updates than the network's: check its version, or sync anew.";
      case MEDIAN_TIME ->
          "The network has other rules for a block's time, as CometBFT v0.40 has once a commit contains a vote for nil:"
              + " follow it with a node of its version.";
      case CLOCK -> "Check this machine's clock.";
      default ->
          "The network has other rules than CometBFT v0.38, or this node's data are damaged.";
    };
  }
}
