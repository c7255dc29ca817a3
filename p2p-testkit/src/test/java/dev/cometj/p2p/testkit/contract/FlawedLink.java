package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkHandler;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A good link with one flaw planted.
final class FlawedLink implements Link {
  private final Link good;
  private final TransportFlaw flaw;
  private final Queue<Payload> surplus = new ArrayDeque<>();
  private FlawedHandler early;

  FlawedLink(Link good, TransportFlaw flaw) {
    this.good = good;
    this.flaw = flaw;
    if (flaw == TransportFlaw.READS_BEFORE_OPEN) {
      early = new FlawedHandler(flaw);
      good.open(early);
    }
  }

  @Override
  public NodeInfo remoteInfo() {
    return flaw == TransportFlaw.CLAIMS_A_WRONG_ID
        ? NodeInfos.withId(good.remoteInfo(), NodeId.ofPublicKey(new byte[1]))
        : good.remoteInfo();
  }

  @Override
  public NetAddress socketAddress() {
    NetAddress address = good.socketAddress();
    return flaw == TransportFlaw.MISTELLS_THE_ADDRESS
        ? new NetAddress(address.id(), address.ip(), address.port() ^ 1)
        : address;
  }

  @Override
  public boolean isOutbound() {
    return good.isOutbound() != (flaw == TransportFlaw.CONFUSES_DIRECTIONS);
  }

  @Override
  public void open(LinkHandler handler) {
    if (early != null) {
      early.become(handler);
      return;
    }
    FlawedHandler flawed = new FlawedHandler(flaw);
    flawed.become(handler);
    good.open(flawed);
  }

  @Override
  public SendResult offer(int channelId, Payload message) {
    SendResult result = good.offer(channelId, message);
    boolean lies =
        switch (flaw) {
          case NEVER_FULL -> result == SendResult.QUEUE_FULL && surplus.add(message);
          case SENDS_ON_ANY_CHANNEL -> result == SendResult.CHANNEL_UNSUPPORTED;
          case TAKES_MESSAGES_AFTER_THE_END -> result == SendResult.PEER_STOPPED;
          default -> false;
        };
    return lies ? SendResult.QUEUED : result;
  }

  @Override
  public void whenWritable(int channelId, Runnable action) {
    switch (flaw) {
      case NEVER_ENDS_A_SEND -> {}
      case TELLS_OF_ROOM_TOO_EARLY -> action.run();
      case TELLS_OF_ROOM_TWICE -> {
        good.whenWritable(channelId, action);
        good.whenWritable(channelId, action);
      }
      case FORGETS_WAITERS_AT_THE_END ->
          good.whenWritable(
              channelId,
              () -> {
                if (good.offer(channelId, Payload.of(new byte[0])) != SendResult.PEER_STOPPED) {
                  action.run();
                }
              });
      default -> good.whenWritable(channelId, action);
    }
  }

  @Override
  public void pauseReading() {
    if (flaw != TransportFlaw.IGNORES_PAUSES) {
      good.pauseReading();
    }
  }

  @Override
  public void resumeReading() {
    good.resumeReading();
  }

  @Override
  public void expect(int channelId, long bytes) {
    good.expect(channelId, bytes);
  }

  @Override
  public ConnectionStatus status() {
    ConnectionStatus status = good.status();
    return flaw == TransportFlaw.HIDES_ITS_CHANNELS
        ? new ConnectionStatus(status.duration(), status.sending(), status.receiving(), List.of())
        : status;
  }

  @Override
  public CompletionStage<Void> flushAndClose() {
    return switch (flaw) {
      case FLUSHES_NOTHING -> {
        good.close(new StopReason.Requested("flushed"));
        yield CompletableFuture.completedFuture(null);
      }
      case NEVER_ENDS_A_FLUSH -> {
        good.flushAndClose();
        yield new CompletableFuture<>();
      }
      default -> good.flushAndClose();
    };
  }

  @Override
  public void close(StopReason reason) {
    good.close(
        flaw == TransportFlaw.MISTELLS_THE_REASON ? new StopReason.Requested("whatever") : reason);
  }
}
