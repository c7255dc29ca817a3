package dev.cometj.execution.store;

import dev.cometj.crypto.Bytes;
import org.jspecify.annotations.Nullable;

/// Keys from one to before another, in the order of their bytes as unsigned numbers.
///
/// @param from the first key; [Bytes#EMPTY] for the first of all
/// @param to the first key that is not in the range any more, or null for all that follow
public record KeyRange(Bytes from, @Nullable Bytes to) {

  /// Every key.
  public static final KeyRange ALL = new KeyRange(Bytes.EMPTY, null);

  /// Makes the range of all keys that begin alike.
  ///
  /// @param prefix what they begin with
  /// @return the range
  public static KeyRange startingWith(Bytes prefix) {
    byte[] end = prefix.toByteArray();
    int last = end.length - 1;
    while (last >= 0 && end[last] == (byte) 0xFF) {
      last--;
    }
    if (last < 0) {
      return new KeyRange(prefix, null);
    }
    end[last]++;
    return new KeyRange(prefix, Bytes.wrap(end, 0, last + 1));
  }

  /// Whether no key can be in the range.
  ///
  /// @return whether it ends where it begins, or before
  public boolean isEmpty() {
    return to != null && from.compareTo(to) >= 0;
  }
}
