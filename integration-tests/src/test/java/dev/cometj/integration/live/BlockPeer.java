package dev.cometj.integration.live;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cometj.integration.harness.Await;
import dev.cometj.p2p.PeerSender;
import dev.cometj.wire.blocksync.BlockRequest;
import dev.cometj.wire.blocksync.BlockResponse;
import dev.cometj.wire.blocksync.Message;
import dev.cometj.wire.blocksync.StatusResponse;
import dev.cometj.wire.types.Block;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;

/// A peer on the block sync channel that claims and answers what a test says, over real connections.
final class BlockPeer implements AutoCloseable {
  private static final int CHANNEL = 0x40;

  /// What a peer says to whoever asks it.
  ///
  /// @param height the last block that it claims to have
  /// @param answers the block for a height, or empty for no answer at all
  record Manner(long height, LongFunction<Optional<Block>> answers) {}

  private final ByteReactor reactor;
  private final OwnNode node;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger askedAfterStop = new AtomicInteger();

  /// Dials a node and keeps to it.
  BlockPeer(String name, String chain, String address, Manner manner) {
    reactor = new ByteReactor("BLOCKSYNC", CHANNEL, 5, 1000);
    reactor
        .whenStarted(sender -> tellStatus(sender, manner.height()))
        .whenReceived((sender, bytes) -> receive(sender, bytes, manner));
    node = new OwnNode(name, chain, Map.of("p2p.persistent_peers", address), reactor);
  }

  private void receive(PeerSender sender, byte[] bytes, Manner manner) {
    Message message = parse(bytes);
    if (message.hasStatusRequest()) {
      tellStatus(sender, manner.height());
    } else if (message.hasBlockRequest()) {
      (reactor.stops.isEmpty() ? asked : askedAfterStop).incrementAndGet();
      manner
          .answers()
          .apply(message.getBlockRequest().getHeight())
          .ifPresent(block ->
              send(
                  sender,
                  Message.newBuilder()
                      .setBlockResponse(BlockResponse.newBuilder().setBlock(block))
                      .build()));
    }
  }

  private void tellStatus(PeerSender sender, long height) {
    send(
        sender,
        Message.newBuilder()
            .setStatusResponse(StatusResponse.newBuilder().setBase(1).setHeight(height))
            .build());
  }

  private void send(PeerSender sender, Message message) {
    var _ = sender.trySend(reactor.channel, message.toByteArray());
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
    return !reactor.stops.isEmpty() && node.hasPeer(other);
  }

  @Override
  public void close() {
    node.close();
  }

  /// Asks a node for all blocks up to a height.
  static Map<Long, Block> read(String chain, String address, long height) {
    Map<Long, Block> found = new ConcurrentHashMap<>();
    ByteReactor reader = new ByteReactor("BLOCKSYNC", CHANNEL, 5, 1000);
    reader
        .whenStarted(sender -> {
          for (long wanted = 1; wanted <= height; wanted++) {
            Message request =
                Message.newBuilder()
                    .setBlockRequest(BlockRequest.newBuilder().setHeight(wanted))
                    .build();
            var _ = sender.trySend(reader.channel, request.toByteArray());
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
