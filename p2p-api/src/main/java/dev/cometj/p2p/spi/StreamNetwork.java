package dev.cometj.p2p.spi;

import dev.cometj.p2p.HostPort;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A network of plain byte streams, which the standard transport puts its secret connections on: TCP in production,
/// a simulated one in the testkit, others by plugins.
public interface StreamNetwork {
  /// Listen.
  ///
  /// @param address where; port 0 picks a free one
  /// @param accepted gets each new stream, on that stream's thread, before any of its bytes
  /// @param failed gets faults of accepting; the listener goes on after a pause
  /// @return a stage that ends with the address bound, or fails with an [java.io.IOException] that names the address
  CompletionStage<HostPort> listen(
      HostPort address, Consumer<ByteStream> accepted, Consumer<Throwable> failed);

  /// Connect.
  ///
  /// @param address where; the host is an IP literal
  /// @param timeout how long to wait at most
  /// @return a stage that ends with the stream, on the stream's thread, or fails with an [java.io.IOException]
  CompletionStage<ByteStream> connect(HostPort address, Duration timeout);

  /// Stop listening, close all streams and release everything.
  ///
  /// @return a stage that ends when all is released
  CompletionStage<Void> close();
}
