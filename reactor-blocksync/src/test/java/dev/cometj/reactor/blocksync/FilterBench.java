package dev.cometj.reactor.blocksync;

import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.wire.blocksync.BlockResponse;
import dev.cometj.wire.blocksync.Message;
import dev.cometj.wire.types.Block;
import dev.cometj.wire.types.Commit;
import dev.cometj.wire.types.CommitSig;
import dev.cometj.wire.types.ExtendedCommit;
import dev.cometj.wire.types.ExtendedCommitSig;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/// Puts bytes through the reactor's filter.
final class FilterBench {
  private FilterBench() {}

  /// Whether the filter, or the decoder for what it cannot read, stops the peer.
  ///
  /// @param state `inactiveError` for a node that never fetched, `stoppedError` for one that is done
  static boolean refuses(byte[] message, String state) {
    SyncBench bench = SyncBench.of(SampleChain.of(3)).withConsensus();
    if (state.equals("inactiveError")) {
      bench.with("statesync.enable", "true").start();
    } else {
      bench.having(2).start();
      ScriptedPeer ready = bench.peer("ready", 3);
      bench.pass(Duration.ofSeconds(2));
      if (bench.handed.isEmpty() || ready.stopReason().isPresent()) {
        throw new AssertionError("consensus has not taken over");
      }
    }
    ScriptedPeer peer = bench.peer("sender");
    peer.deliverBytes(BlockSyncChannel.BLOCKSYNC, message);
    return peer.stopReason().filter(reason -> !isOfTheDecoder(reason, message)).isPresent();
  }

  /// The filter lets pass what only the decoder refuses, such as a block that is none. A message that ends too soon is
  /// refused by Go's filter and by our decoder, which makes no difference to the peer.
  private static boolean isOfTheDecoder(StopReason reason, byte[] message) {
    boolean isCut = message.length == 2 && message[1] != 0;
    return reason instanceof StopReason.Malformed && !isCut;
  }

  /// A block response with so many empty signatures; none of a commit at all for -1.
  static byte[] blockResponse(int commit, int extended) {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    if (commit >= 0) {
      Commit.Builder last = Commit.newBuilder();
      for (int i = 0; i < commit; i++) {
        last.addSignatures(CommitSig.getDefaultInstance());
      }
      response.writeBytes(
          BlockResponse.newBuilder()
              .setBlock(Block.newBuilder().setLastCommit(last))
              .build()
              .toByteArray());
    }
    if (extended >= 0) {
      ExtendedCommit.Builder votes = ExtendedCommit.newBuilder();
      for (int i = 0; i < extended; i++) {
        votes.addExtendedSignatures(ExtendedCommitSig.getDefaultInstance());
      }
      response.writeBytes(BlockResponse.newBuilder().setExtCommit(votes).build().toByteArray());
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(Message.BLOCK_RESPONSE_FIELD_NUMBER << 3 | 2);
    int length = response.size();
    while (length >= 0x80) {
      message.write(length & 0x7F | 0x80);
      length >>>= 7;
    }
    message.write(length);
    message.writeBytes(response.toByteArray());
    return message.toByteArray();
  }
}
