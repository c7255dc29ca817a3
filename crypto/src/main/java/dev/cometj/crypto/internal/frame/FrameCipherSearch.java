package dev.cometj.crypto.internal.frame;

import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.internal.vector.VectorFrameCiphers;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Finds the best frame cipher of the module path. One that cannot be loaded is reported and left out: a missing
/// accelerator is no reason not to start.
public final class FrameCipherSearch {

  private static final System.Logger LOGGER = System.getLogger(FrameCipherSearch.class.getName());

  private FrameCipherSearch() {}

  /// Searches the providers that this module's layer knows.
  ///
  /// @return the usable one with the highest rank
  public static FrameCipherProvider preferred() {
    return preferred(
        builtIn(),
        ServiceLoader.load(FrameCipherProvider.class, FrameCipherProvider.class.getClassLoader())
            .iterator());
  }

  /// The better one of this module's own.
  private static FrameCipherProvider builtIn() {
    FrameCipherProvider vector = new VectorFrameCiphers();
    return vector.isUsable() ? vector : new JdkFrameCiphers();
  }

  static FrameCipherProvider preferred(
      FrameCipherProvider builtIn, Iterator<FrameCipherProvider> candidates) {
    FrameCipherProvider best = builtIn;
    while (true) {
      try {
        if (!candidates.hasNext()) {
          return best;
        }
        FrameCipherProvider candidate = candidates.next();
        if (candidate.isUsable() && candidate.rank() > best.rank()) {
          best = candidate;
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        LOGGER.log(Level.WARNING, "a frame cipher could not be loaded and is left out: " + e);
      }
    }
  }
}
