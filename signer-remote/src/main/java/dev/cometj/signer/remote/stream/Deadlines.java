package dev.cometj.signer.remote.stream;

import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends blocking calls that take too long by closing what they block on, which has to be dropped then anyway.
///
/// @param timer runs out
/// @param limit how long a call may take
public record Deadlines(Mailbox timer, Duration limit) {
  /// A call that blocks.
  ///
  /// @param <T> its result
  @FunctionalInterface
  public interface Call<T> {
    /// Make the call.
    ///
    /// @return the result
    /// @throws IOException if it fails
    T run() throws IOException;
  }

  /// Make a call within the limit.
  ///
  /// @param <T> its result
  /// @param resource what it blocks on, closed when time is up
  /// @param what what it does, for the failure
  /// @param call the call
  /// @return the result
  /// @throws IOException if it fails, or time is up
  public <T> T within(Closeable resource, String what, Call<T> call) throws IOException {
    AtomicBoolean isOver = new AtomicBoolean();
    Cancellable alarm =
        timer.schedule(
            limit,
            () -> {
              isOver.set(true);
              close(resource);
            });
    try {
      return call.run();
    } catch (IOException e) {
      throw isOver.get()
          ? new IOException("%s timed out after %s ms".formatted(what, limit.toMillis()), e)
          : e;
    } finally {
      alarm.cancel();
    }
  }

  private static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      System.getLogger(Deadlines.class.getPackageName())
          .log(System.Logger.Level.DEBUG, "Closing failed", e);
    }
  }
}
