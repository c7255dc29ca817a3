package dev.cometj.node.config;

import java.util.Optional;

/// What a value must be, beyond its type.
@FunctionalInterface
public interface Rule {
  /// Any value of the type.
  Rule ANY = value -> Optional.empty();

  /// Checks a value.
  ///
  /// @param value the value as plain text, of the right type
  /// @return what it must be instead, for example `must be 0 or more`, or empty if it is fine
  Optional<String> mend(String value);
}
