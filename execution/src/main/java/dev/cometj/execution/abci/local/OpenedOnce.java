package dev.cometj.execution.abci.local;

import dev.cometj.chain.abci.Application;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An application that is opened by its first call, where blocking is allowed. Usable from any thread that may block.
public final class OpenedOnce {
  private final Supplier<? extends Application> open;
  private @Nullable Application opened;
  private volatile boolean checksAtOnce;

  /// Keep it closed as yet.
  ///
  /// @param open opens it; may block, and may throw, which fails the call
  public OpenedOnce(Supplier<? extends Application> open) {
    this.open = open;
  }

  /// Take one that is open already.
  ///
  /// @param application the application
  public OpenedOnce(Application application) {
    this.open = () -> application;
    this.opened = application;
    this.checksAtOnce = application.checksAtOnce();
  }

  /// Give the application.
  ///
  /// @return the application, open
  public synchronized Application application() {
    Application application = opened;
    if (application == null) {
      application = open.get();
      opened = application;
      checksAtOnce = application.checksAtOnce();
    }
    return application;
  }

  /// Tell whether the application is open and checks transactions at once. Never blocks.
  ///
  /// @return whether so
  public boolean checksAtOnce() {
    return checksAtOnce;
  }

  /// Close the application, if it was opened.
  public synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
