package dev.cometj.reactor.blocksync;

import static dev.cometj.reactor.blocksync.BlockSyncChannel.BLOCKSYNC;
import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.reactor.blocksync.BlockSyncMessage.NoBlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StoredBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers who asks for status and blocks; `respondToPeer` of Go's `blocksync/reactor.go`.
///
/// Blocks are read off the mailbox, a few at a time for each peer and in the order in which they were asked for. They are
/// sent as they are stored, without being decoded. While a peer's send queue is full nothing is read for it.
final class Serving {
  private static final System.Logger LOG = System.getLogger(Serving.class.getName());
  private static final int READ_AT_ONCE = 16;
  private static final int BYTES_AT_ONCE = 1 << 20;

  private final BlockStore blocks;
  private final StateStore states;
  private final NodeRuntime runtime;
  private final Mailbox mailbox;

  Serving(BlockStore blocks, StateStore states, NodeRuntime runtime, Mailbox mailbox) {
    this.blocks = blocks;
    this.states = states;
    this.runtime = runtime;
    this.mailbox = mailbox;
  }

  /// What the store has; PB-05 and PB-08.
  StatusResponse status() {
    long height = blocks.height();
    return new StatusResponse(Math.min(blocks.base(), height), height);
  }

  /// Answer a status request, unless the peer asks all the time.
  void statusRequested(BlockSyncSession session) {
    if (session.statusAnswers().take(runtime.nanoTime())) {
      var _ = session.sender().trySend(BLOCKSYNC, status());
    }
  }

  /// Answer a block request as soon as it is its turn.
  void requested(BlockSyncSession session, long height) {
    session.served().add(height);
    readNext(session);
  }

  private void readNext(BlockSyncSession session) {
    List<Long> heights = session.served().take(READ_AT_ONCE);
    if (heights.isEmpty() || session.isEnded()) {
      return;
    }
    runtime
        .blocking()
        .execute(() -> {
          List<BlockSyncMessage> made = new ArrayList<>();
          long bytes = 0;
          int done = 0;
          while (done < heights.size() && bytes < BYTES_AT_ONCE) {
            @Nullable BlockSyncMessage answer = answer(heights.get(done++));
            if (answer != null) {
              made.add(answer);
              bytes += answer instanceof StoredBlock(Bytes block, var _) ? block.length() : 0;
            }
          }
          List<Long> rest = heights.subList(done, heights.size());
          mailbox.execute(() -> {
            session.served().read(made, rest);
            send(session);
          });
        });
  }

  private void send(BlockSyncSession session) {
    ServedRequests served = session.served();
    while (!session.isEnded() && !served.answers().isEmpty()) {
      SendResult result = session.sender().trySend(BLOCKSYNC, served.answers().getFirst());
      if (result == SendResult.QUEUE_FULL) {
        served.blocked(true);
        session
            .sender()
            .whenWritable(
                BLOCKSYNC,
                () -> {
                  served.blocked(false);
                  send(session);
                });
        return;
      }
      served.answers().removeFirst();
    }
    readNext(session);
  }

  /// Reads a block; PB-06 and PB-07.
  ///
  /// @return the answer, or null if there is none to give
  private @Nullable BlockSyncMessage answer(long height) {
    try {
      Optional<Bytes> block = blocks.encodedBlock(height);
      if (block.isEmpty()) {
        LOG.log(DEBUG, "a peer asks for block {0}, which is not here", Long.toString(height));
        return new NoBlockResponse(height);
      }
      Optional<ExtendedCommit> votes = blocks.extendedCommit(height);
      if (votes.isEmpty() && isExtended(height)) {
        LOG.log(
            ERROR,
            "block {0} cannot be served: its extended commit is not in the store",
            Long.toString(height));
        return null;
      }
      return new StoredBlock(block.get(), votes);
    } catch (StoreException e) {
      LOG.log(ERROR, () -> "block " + height + " cannot be served", e);
      return null;
    }
  }

  private boolean isExtended(long height) {
    return states
        .consensusParams(height)
        .filter(params -> params.abci().areVoteExtensionsEnabled(height))
        .isPresent();
  }
}
