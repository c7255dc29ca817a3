package dev.cometj.p2p.spi;

import dev.cometj.p2p.HostPort;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A connected byte stream, bound to one thread: [Handler] calls, [#execute] and [#schedule] all run there, one at a
/// time. Unless said otherwise methods are called on that thread only.
public interface ByteStream {
  /// Give the remote end.
  ///
  /// @return IP literal and port; any thread
  HostPort remote();

  /// Give our end.
  ///
  /// @return IP literal and port; any thread
  HostPort local();

  /// Begin to read. Called once.
  ///
  /// @param handler gets bytes and events
  void open(Handler handler);

  /// Run something on the stream's thread, later. Any thread.
  ///
  /// @param task what to run
  void execute(Runnable task);

  /// Tell whether the caller is on the stream's thread. Any thread.
  ///
  /// @return true if so
  boolean isOnThread();

  /// Run something on the stream's thread after what the network has brought meanwhile, which [#execute] does not promise:
  /// whoever has endless work goes on with it by this method. Doing so with the same object each time makes no garbage.
  ///
  /// @param task what to run
  default void executeAfterReading(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  /// Run something on the stream's thread after a delay. Even with no delay it runs after what the network has brought
  /// meanwhile.
  ///
  /// @param delay how long from now
  /// @param task what to run
  /// @return a handle to call it off
  Cancellable schedule(Duration delay, Runnable task);

  /// Write bytes. They are copied before this returns, and handed to the network soon, in order.
  ///
  /// @param bytes from position to limit; the position is moved to the limit
  void write(ByteBuffer bytes);

  /// Tell how many written bytes the network has not taken yet.
  ///
  /// @return bytes
  long pendingBytes();

  /// Read no further until [#resumeReading()].
  void pauseReading();

  /// Read on.
  void resumeReading();

  /// Close after all written bytes are handed to the network.
  ///
  /// @param done runs when they are, or when the stream broke
  void closeAfterFlush(Runnable done);

  /// Close now. Any thread. A second close does nothing.
  void close();

  /// Gets what a stream reads, on the stream's thread.
  interface Handler {
    /// Take bytes.
    ///
    /// @param bytes from position to limit; valid only during the call
    void received(ByteBuffer bytes);

    /// Learn that [ByteStream#pendingBytes()] has become smaller.
    void drained();

    /// Learn that the stream has ended. The last call.
    ///
    /// @param cause the fault, or null if it was closed in order by either side
    void closed(@Nullable Throwable cause);
  }
}
