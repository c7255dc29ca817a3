package dev.cometj.p2p.spi;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// The world a node runs in. In production it is the machine; in the testkit it is a seeded scheduler with virtual
/// time, and the whole network runs in one thread.
///
/// All methods may be called from any thread.
public interface NodeRuntime {
  /// Give the wall clock. It may jump; use it for what is shown, stored or sent, never to measure.
  ///
  /// @return the clock
  InstantSource wallClock();

  /// Read the monotonic clock.
  ///
  /// @return nanoseconds since some fixed moment
  long nanoTime();

  /// Make a mailbox.
  ///
  /// @param name for logs and thread names
  /// @return a new, empty mailbox
  Mailbox mailbox(String name);

  /// Give the executor for pure, expensive work such as checking signatures, hashing and decoding. Tasks must not
  /// block.
  ///
  /// @return an executor without order
  Executor computation();

  /// Give the executor for work that blocks, such as files and names.
  ///
  /// @return an executor without order
  Executor blocking();

  /// Give a source of randomness.
  ///
  /// @param purpose what it is for; in the testkit it selects an independent seeded stream
  /// @return a generator; used by one thread at a time. In production it is cryptographically strong
  RandomGenerator random(String purpose);

  /// Give the disk.
  ///
  /// @return the disk
  Disk disk();

  /// Give the resolver of host names.
  ///
  /// @return the resolver
  NameResolver resolver();
}
