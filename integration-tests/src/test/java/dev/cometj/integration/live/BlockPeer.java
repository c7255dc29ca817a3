package dev.cometj.integration.live;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cometj.integration.harness.Await;
import dev.cometj.p2p.testkit.reactor.RawReactor;
import dev.cometj.p2p.testkit.reactor.RawReactor.RawPeer;
import dev.cometj.wire.blocksync.BlockRequest;
import dev.cometj.wire.blocksync.BlockResponse;
import dev.cometj.wire.blocksync.Message;
import dev.cometj.wire.blocksync.StatusResponse;
import dev.cometj.wire.types.Block;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;

/// A peer on the block sync channel that claims and answers what a test says, over real connections.
final class BlockPeer implements AutoCloseable {
  private static final int CHANNEL = 0x40;

  /// What a peer says to whoever asks it.
  ///
  /// @param height the last block that it claims to have
  /// @param pace how long it takes for each answer, one after the other
  /// @param answers the block for a height, or empty for no answer at all
  record Manner(long height, Duration pace, LongFunction<Optional<Block>> answers) {
    /// Answers at once.
    Manner(long height, LongFunction<Optional<Block>> answers) {
      this(height, Duration.ZERO, answers);
    }
  }

  private record Asked(RawPeer peer, long height) {}

  private final RawReactor reactor = reactor();
  private final Manner manner;
  private final Queue<Asked> waiting = new ArrayDeque<>();
  private final OwnNode node;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger askedAfterStop = new AtomicInteger();

  /// Dials a node and keeps to it.
  BlockPeer(String name, String chain, String address, Manner manner) {
    this.manner = manner;
    reactor.whenStarted(this::tellStatus).whenReceived(this::receive);
    node = new OwnNode(name, chain, Map.of("p2p.persistent_peers", address), reactor);
  }

  private static RawReactor reactor() {
    return new RawReactor("BLOCKSYNC", RawReactor.channel(CHANNEL).build());
  }

  private void receive(RawPeer peer, byte[] bytes) {
    Message message = parse(bytes);
    if (message.hasStatusRequest()) {
      tellStatus(peer);
    } else if (message.hasBlockRequest()) {
      (reactor.stops().isEmpty() ? asked : askedAfterStop).incrementAndGet();
      waiting.add(new Asked(peer, message.getBlockRequest().getHeight()));
      if (manner.pace().isZero()) {
        answer();
      } else if (waiting.size() == 1) {
        answerLater();
      }
    }
  }

  private void answerLater() {
    var _ =
        reactor
            .mailbox()
            .schedule(
                manner.pace(),
                () -> {
                  answer();
                  if (!waiting.isEmpty()) {
                    answerLater();
                  }
                });
  }

  /// Answers the oldest request of those whose peer is still there.
  private void answer() {
    boolean isSent = false;
    while (!isSent && !waiting.isEmpty()) {
      Asked next = waiting.remove();
      Optional<Block> block = manner.answers().apply(next.height());
      isSent = block.isEmpty() || next.peer().send(response(block.get())).isQueued();
    }
  }

  private static byte[] response(Block block) {
    return Message.newBuilder()
        .setBlockResponse(BlockResponse.newBuilder().setBlock(block))
        .build()
        .toByteArray();
  }

  private void tellStatus(RawPeer peer) {
    Message status =
        Message.newBuilder()
            .setStatusResponse(StatusResponse.newBuilder().setBase(1).setHeight(manner.height()))
            .build();
    var _ = peer.send(status.toByteArray());
  }

  String id() {
    return node.id();
  }

  /// How many blocks it was asked for before it was stopped for the first time.
  int asked() {
    return asked.get();
  }

  /// How many blocks it was asked for after that.
  int askedAfterStop() {
    return askedAfterStop.get();
  }

  /// Whether it is connected again after it was stopped.
  boolean isBack(String other) {
    return !reactor.stops().isEmpty() && node.hasPeer(other);
  }

  @Override
  public void close() {
    node.close();
  }

  /// Asks a node for all blocks up to a height.
  static Map<Long, Block> read(String chain, String address, long height) {
    Map<Long, Block> found = new ConcurrentHashMap<>();
    RawReactor reader = reactor();
    reader
        .whenStarted(peer -> {
          for (long wanted = 1; wanted <= height; wanted++) {
            Message request =
                Message.newBuilder()
                    .setBlockRequest(BlockRequest.newBuilder().setHeight(wanted))
                    .build();
            var _ = peer.send(request.toByteArray());
          }
        })
        .whenReceived((_, bytes) -> {
          Message message = parse(bytes);
          if (message.hasBlockResponse()) {
            Block block = message.getBlockResponse().getBlock();
            found.put(block.getHeader().getHeight(), block);
          }
        });
    var settings = Map.of("p2p.persistent_peers", address);
    try (OwnNode _ = new OwnNode("reader", chain, settings, reader)) {
      Await.until(
          Duration.ofSeconds(30),
          "all blocks have come",
          () -> found.size() == height,
          found::size);
    }
    return found;
  }

  private static Message parse(byte[] bytes) {
    try {
      return Message.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
