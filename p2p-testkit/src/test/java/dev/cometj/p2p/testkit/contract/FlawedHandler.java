package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.LinkHandler;
import java.nio.ByteBuffer;

/// Stands between a good link and a handler, with one flaw planted.
final class FlawedHandler implements LinkHandler {
  private final TransportFlaw flaw;
  private LinkHandler handler;
  private ByteBuffer held;
  private int heldChannel;
  private int count;
  private StopReason end;

  FlawedHandler(TransportFlaw flaw) {
    this.flaw = flaw;
  }

  void become(LinkHandler to) {
    handler = to;
    if (end != null) {
      to.closed(end);
    }
  }

  @Override
  public void received(int channelId, ByteBuffer message) {
    if (handler == null) {
      return;
    }
    count++;
    switch (flaw) {
      case REORDERS -> reorder(channelId, message);
      case LOSES -> {
        if (count % 10 != 0) {
          handler.received(channelId, message);
        }
      }
      case DUPLICATES -> {
        if (count % 10 == 0) {
          handler.received(channelId, copy(message));
        }
        handler.received(channelId, message);
      }
      case SPLITS -> split(channelId, message);
      case SWALLOWS_EMPTY_MESSAGES -> {
        if (message.hasRemaining()) {
          handler.received(channelId, message);
        }
      }
      default -> handler.received(channelId, message);
    }
  }

  private void reorder(int channelId, ByteBuffer message) {
    if (count % 10 == 5) {
      held = copy(message);
      heldChannel = channelId;
      return;
    }
    handler.received(channelId, message);
    if (held != null) {
      ByteBuffer late = held;
      held = null;
      handler.received(heldChannel, late);
    }
  }

  private void split(int channelId, ByteBuffer message) {
    if (message.remaining() < 100) {
      handler.received(channelId, message);
      return;
    }
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    int half = bytes.length / 2;
    handler.received(channelId, ByteBuffer.wrap(bytes, 0, half).slice());
    handler.received(channelId, ByteBuffer.wrap(bytes, half, bytes.length - half).slice());
  }

  @Override
  public void closed(StopReason reason) {
    end = reason;
    if (handler == null || flaw == TransportFlaw.NEVER_TELLS_THE_END) {
      return;
    }
    handler.closed(reason);
    if (flaw == TransportFlaw.ENDS_TWICE) {
      handler.closed(reason);
    }
    if (flaw == TransportFlaw.DELIVERS_AFTER_THE_END) {
      handler.received(ContractChannels.CHAT.id(), ByteBuffer.allocate(1));
    }
  }

  private static ByteBuffer copy(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.duplicate().get(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
