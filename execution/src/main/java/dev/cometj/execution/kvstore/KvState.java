package dev.cometj.execution.kvstore;

import com.google.protobuf.ByteString;
import dev.cometj.wire.abci.ValidatorUpdate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The committed state, under the keys that the original uses.
final class KvState {
  private static final ByteString STATE_KEY = ByteString.copyFromUtf8("stateKey");
  private static final ByteString PAIR_PREFIX = ByteString.copyFromUtf8("kvPairKey:");
  private static final Pattern STATE =
      Pattern.compile("\\{\"size\":(\\d{1,19}),\"height\":(\\d{1,19})}");
  private static final int HASH_BYTES = 8;

  private final KvStorage storage;
  private long size;
  private long height;

  KvState(KvStorage storage) {
    this.storage = storage;
    storage.get(STATE_KEY).ifPresent(this::read);
  }

  private void read(ByteString json) {
    Matcher state = STATE.matcher(json.toStringUtf8());
    if (!state.matches()) {
      throw new IllegalStateException("the state of the application is damaged: " + state);
    }
    size = Long.parseLong(state.group(1));
    height = Long.parseLong(state.group(2));
  }

  /// How many transactions there were.
  long size() {
    return size;
  }

  /// The last block.
  long height() {
    return height;
  }

  Optional<ByteString> value(ByteString key) {
    return storage.get(PAIR_PREFIX.concat(key));
  }

  /// A validator's update behind its length, as the original keeps it.
  Optional<ByteString> validator(ByteString publicKey) {
    return storage.get(KvTransaction.VALIDATOR_PREFIX.concat(publicKey));
  }

  List<ValidatorUpdate> validators() {
    List<ValidatorUpdate> validators = new ArrayList<>();
    storage.forEach((key, value) -> {
      if (KvTransaction.isValidator(key)) {
        validators.add(parse(value));
      }
    });
    return validators;
  }

  private static ValidatorUpdate parse(ByteString delimited) {
    try {
      ValidatorUpdate update = ValidatorUpdate.parseDelimitedFrom(delimited.newInput());
      if (update == null) {
        throw new IllegalStateException("a validator of the application is damaged");
      }
      return update;
    } catch (IOException e) {
      throw new IllegalStateException("a validator of the application is damaged", e);
    }
  }

  /// Change validators before the first block.
  void begin(List<ValidatorUpdate> validators) {
    Map<ByteString, Optional<ByteString>> changes = new HashMap<>();
    putValidators(validators, changes);
    write(changes);
  }

  /// Keep a block: all of it or nothing.
  void commit(
      long newHeight,
      long newSize,
      List<KvTransaction.Pair> pairs,
      List<ValidatorUpdate> validators) {
    Map<ByteString, Optional<ByteString>> changes = new HashMap<>();
    putValidators(validators, changes);
    for (KvTransaction.Pair pair : pairs) {
      changes.put(PAIR_PREFIX.concat(pair.key()), Optional.of(pair.value()));
    }
    changes.put(STATE_KEY, Optional.of(state(newSize, newHeight)));
    write(changes);
    size = newSize;
    height = newHeight;
  }

  /// Everything there is, for a snapshot.
  Map<ByteString, ByteString> entries() {
    Map<ByteString, ByteString> entries = new HashMap<>();
    storage.forEach(entries::put);
    return entries;
  }

  /// Replace everything by what a snapshot holds.
  void restore(Map<ByteString, ByteString> entries) {
    Map<ByteString, Optional<ByteString>> changes = new HashMap<>();
    storage.forEach((key, _) -> changes.put(key, Optional.empty()));
    entries.forEach((key, value) -> changes.put(key, Optional.of(value)));
    write(changes);
    Optional.ofNullable(entries.get(STATE_KEY)).ifPresent(this::read);
  }

  /// The number of transactions among a snapshot's entries, which its hash has to be of.
  static long sizeOf(Map<ByteString, ByteString> entries) {
    ByteString json = entries.getOrDefault(STATE_KEY, ByteString.EMPTY);
    Matcher state = STATE.matcher(json.toStringUtf8());
    return state.matches() ? Long.parseLong(state.group(1)) : -1;
  }

  private static ByteString state(long size, long height) {
    return ByteString.copyFromUtf8("{\"size\":%d,\"height\":%d}".formatted(size, height));
  }

  private static void putValidators(
      List<ValidatorUpdate> validators, Map<ByteString, Optional<ByteString>> changes) {
    for (ValidatorUpdate update : validators) {
      ByteString key =
          KvTransaction.VALIDATOR_PREFIX.concat(
              ByteString.copyFrom(PublicKeys.of(update.getPubKey()).bytes()));
      changes.put(key, update.getPower() == 0 ? Optional.empty() : Optional.of(delimited(update)));
    }
  }

  private static ByteString delimited(ValidatorUpdate update) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      update.writeDelimitedTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private void write(Map<ByteString, Optional<ByteString>> changes) {
    try {
      storage.write(changes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the application's state: " + e.getMessage(), e);
    }
  }

  /// The application's hash: the number of transactions as a signed varint, in eight bytes.
  static ByteString hash(long size) {
    byte[] hash = new byte[HASH_BYTES];
    long rest = (size << 1) ^ (size >> 63);
    for (int i = 0; i < HASH_BYTES && (i == 0 || rest != 0); i++) {
      hash[i] = (byte) (rest & 0x7f);
      rest >>>= 7;
      if (rest != 0) {
        hash[i] |= (byte) 0x80;
      }
    }
    return ByteString.copyFrom(hash);
  }

  void close() {
    storage.close();
  }
}
