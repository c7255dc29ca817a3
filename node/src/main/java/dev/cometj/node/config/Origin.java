package dev.cometj.node.config;

import java.nio.file.Path;

/// Where a value was written, so that an error can lead there.
public sealed interface Origin {
  /// Names the place of a key's value for the operator.
  ///
  /// @param key the key's name
  /// @return for example `/home/x/.cometbft/config/config.toml:12: p2p.laddr`
  String place(String key);

  /// A line of the configuration file.
  ///
  /// @param file the file
  /// @param line counted from 1
  record Line(Path file, int line) implements Origin {
    @Override
    public String place(String key) {
      return file + ":" + line + ": " + key;
    }
  }

  /// An environment variable.
  ///
  /// @param variable its name
  record Variable(String variable) implements Origin {
    @Override
    public String place(String key) {
      return "environment variable " + variable + ": " + key;
    }
  }

  /// An option of the command.
  ///
  /// @param option as it was spelt
  record Option(String option) implements Origin {
    @Override
    public String place(String key) {
      return option.equals("--" + key) ? "option " + option : "option " + option + ": " + key;
    }
  }

  /// Nowhere: the default holds.
  record Default() implements Origin {
    @Override
    public String place(String key) {
      return "default of " + key;
    }
  }
}
