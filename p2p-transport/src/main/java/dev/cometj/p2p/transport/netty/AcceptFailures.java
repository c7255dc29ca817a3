package dev.cometj.p2p.transport.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Reports that a listener could not accept, and lets it rest for a second: with exhausted file descriptors (F12)
/// trying again at once would only burn the event loop.
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  static final long PAUSE_MILLIS = 1_000;

  private final Consumer<Throwable> failed;

  AcceptFailures(Consumer<Throwable> failed) {
    this.failed = failed;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (context.channel().config().isAutoRead()) {
      context.channel().config().setAutoRead(false);
      var _ =
          context
              .executor()
              .schedule(
                  () -> context.channel().config().setAutoRead(true),
                  PAUSE_MILLIS,
                  TimeUnit.MILLISECONDS);
    }
    failed.accept(cause);
  }
}
