package dev.cometj.node.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Stops accepting while so many connections are open: further ones wait in the system's queue, as behind Go's
/// `LimitListener`. Sits in the listener's pipeline; all on one thread.
final class ConnectionLimit extends ChannelInboundHandlerAdapter {
  private final int limit;
  private int open;

  ConnectionLimit(int limit) {
    this.limit = limit;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (limit > 0 && message instanceof Channel accepted) {
      Channel listener = context.channel();
      open++;
      if (open >= limit) {
        listener.config().setAutoRead(false);
      }
      accepted
          .closeFuture()
          .addListener(_ ->
              listener
                  .eventLoop()
                  .execute(() -> {
                    open--;
                    listener.config().setAutoRead(true);
                  }));
    }
    context.fireChannelRead(message);
  }
}
