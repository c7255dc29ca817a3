package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.AttributeKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The facts that reactors publish about one peer; PR-03 and PR-04. Usable from any thread.
final class AttributeBoard {
  private final BooleanSupplier ended;
  private final Set<AttributeKey<?>> published;
  private final Map<AttributeKey<?>, Object> values = new ConcurrentHashMap<>();
  private final List<Listener<?>> listeners = new CopyOnWriteArrayList<>();

  /// @param ended whether the peer has stopped, after which nobody is told anything
  /// @param published the facts that some reactor declares to publish
  AttributeBoard(BooleanSupplier ended, Set<AttributeKey<?>> published) {
    this.ended = ended;
    this.published = published;
  }

  boolean isPublished(AttributeKey<?> key) {
    return published.contains(key);
  }

  <T> Optional<T> get(AttributeKey<T> key) {
    return Optional.ofNullable(values.get(key)).map(key.type()::cast);
  }

  <T> void set(AttributeKey<T> key, T value) {
    values.put(key, key.type().cast(value));
    listeners.forEach(listener -> listener.changed(key));
  }

  <T> void onChange(AttributeKey<T> key, FacetOwner owner, Consumer<T> action) {
    listeners.add(new Listener<>(key, owner, action));
  }

  /// Changes that come while the owner has not yet been told of a former one are merged with it: `told` is cleared
  /// before the value is read, so a later value is either the one read or tells again.
  private final class Listener<T> {
    private final AttributeKey<T> key;
    private final FacetOwner owner;
    private final Consumer<T> action;
    private final AtomicBoolean told = new AtomicBoolean();

    private Listener(AttributeKey<T> key, FacetOwner owner, Consumer<T> action) {
      this.key = key;
      this.owner = owner;
      this.action = action;
    }

    private void changed(AttributeKey<?> changed) {
      if (key.equals(changed) && told.compareAndSet(false, true)) {
        owner.mailbox().execute(this::tell);
      }
    }

    private void tell() {
      told.set(false);
      if (!ended.getAsBoolean()) {
        get(key).ifPresent(action);
      }
    }
  }
}
