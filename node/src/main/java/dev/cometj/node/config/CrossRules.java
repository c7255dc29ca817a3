package dev.cometj.node.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The rules of the original's `ValidateBasic` that look at more than one key. Every single value has been checked.
final class CrossRules {
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private final ConfigTable table;
  private final Map<String, SettingValue> values;

  CrossRules(ConfigTable table, Map<String, SettingValue> values) {
    this.table = table;
    this.values = values;
  }

  void check(List<String> faults) {
    long events = number("rpc.experimental_subscription_buffer_size");
    if (number("rpc.experimental_websocket_write_buffer_size") < events) {
      fault(
          faults,
          "rpc.experimental_websocket_write_buffer_size",
          "must not be less than rpc.experimental_subscription_buffer_size (" + events + ")");
    }
    if (text("mempool.type").equals("nop")
        && text("consensus.create_empty_blocks").equals("false")) {
      fault(
          faults,
          "consensus.create_empty_blocks",
          "must be true with mempool.type = nop, which does not know when transactions wait");
    }
    if (text("statesync.enable").equals("true")) {
      checkStateSync(faults);
    }
  }

  private void checkStateSync(List<String> faults) {
    long servers =
        Arrays.stream(text("statesync.rpc_servers").split(",")).filter(s -> !s.isBlank()).count();
    if (servers < 2) {
      fault(faults, "statesync.rpc_servers", "state sync needs two servers or more");
    }
    Duration discovery = Values.duration(text("statesync.discovery_time"));
    if (!discovery.isZero() && discovery.compareTo(SHORTEST) < 0) {
      fault(faults, "statesync.discovery_time", "must be 0s, or 5s or more");
    }
    if (!Values.duration(text("statesync.trust_period")).isPositive()) {
      fault(faults, "statesync.trust_period", "state sync needs a period of trust");
    }
    if (number("statesync.trust_height") <= 0) {
      fault(faults, "statesync.trust_height", "state sync needs a height to trust");
    }
    if (!isHash(text("statesync.trust_hash"))) {
      fault(faults, "statesync.trust_hash", "state sync needs the hash of that height, in hex");
    }
    if (Values.duration(text("statesync.chunk_request_timeout")).compareTo(SHORTEST) < 0) {
      fault(faults, "statesync.chunk_request_timeout", "must be 5s or more");
    }
    if (number("statesync.chunk_fetchers") <= 0) {
      fault(faults, "statesync.chunk_fetchers", "must be 1 or more");
    }
    if (number("statesync.max_snapshot_chunks") == 0) {
      fault(faults, "statesync.max_snapshot_chunks", "must be 1 or more");
    }
  }

  private static boolean isHash(String text) {
    return !text.isEmpty()
        && text.length() % 2 == 0
        && text.chars().allMatch(HexFormat::isHexDigit);
  }

  private void fault(List<String> faults, String name, String mend) {
    faults.add(value(name).fault(name, mend));
  }

  private String text(String name) {
    return value(name).text();
  }

  private long number(String name) {
    return Long.parseLong(text(name));
  }

  private SettingValue value(String name) {
    SettingValue value = values.get(name);
    return value != null
        ? value
        : new SettingValue(table.find(name).orElseThrow().fallback(), new Origin.Default());
  }
}
