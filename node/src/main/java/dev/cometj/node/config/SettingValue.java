package dev.cometj.node.config;

/// A value and where it was written.
///
/// @param text the plain text that settings give
/// @param origin where it was written
record SettingValue(String text, Origin origin) {
  /// Words a fault of the value.
  ///
  /// @param key the key's name
  /// @param mend what is wrong, or what would be right
  /// @return one line
  String fault(String key, String mend) {
    return origin.place(key) + " = " + (text.isEmpty() ? "\"\"" : text) + ": " + mend;
  }
}
