package dev.cometj.p2p.testkit;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What has happened, as a running hash, and as text for whoever listens.
final class Trace {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private @Nullable Consumer<String> listener;
  private long hash = PRIME;
  private long events;

  long hash() {
    return hash;
  }

  long events() {
    return events;
  }

  void listen(Consumer<String> to) {
    listener = to;
  }

  void event(long now, VirtualMailbox mailbox) {
    events++;
    mix(now);
    mix(mailbox.number());
    if (listener != null) {
      listener.accept(Duration.ofNanos(now) + " " + mailbox.name());
    }
  }

  void note(long now, String text) {
    mix(now);
    mix(Seeds.of(text));
    if (listener != null) {
      listener.accept(Duration.ofNanos(now) + " " + text);
    }
  }

  private void mix(long value) {
    hash = Long.rotateLeft((hash ^ value) * PRIME, 29);
  }
}
