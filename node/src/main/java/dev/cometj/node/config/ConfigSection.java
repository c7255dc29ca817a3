package dev.cometj.node.config;

import dev.cometj.node.config.ConfigKey.Kind;
import java.util.ArrayList;
import java.util.List;

/// Collects the keys of one table of the file, in its order.
final class ConfigSection {
  private final String name;
  private final List<ConfigKey> keys = new ArrayList<>();

  ConfigSection(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  List<ConfigKey> keys() {
    return List.copyOf(keys);
  }

  ConfigSection text(String leaf, String fallback, String comment) {
    return add(leaf, Kind.TEXT, fallback, comment);
  }

  ConfigSection flag(String leaf, boolean fallback, String comment) {
    return add(leaf, Kind.FLAG, Boolean.toString(fallback), comment);
  }

  /// Adds a number that must not be negative.
  ConfigSection number(String leaf, long fallback, String comment) {
    return add(leaf, Kind.NUMBER, Long.toString(fallback), comment).rule(Rules.atLeast(0));
  }

  ConfigSection quotedNumber(String leaf, long fallback, String comment) {
    return add(leaf, Kind.QUOTED_NUMBER, Long.toString(fallback), comment);
  }

  /// Adds a duration that must not be negative.
  ConfigSection duration(String leaf, String fallback, String comment) {
    return add(leaf, Kind.DURATION, fallback, comment).rule(Rules.notNegative());
  }

  ConfigSection list(String leaf, String fallback, String comment) {
    return add(leaf, Kind.LIST, fallback, comment);
  }

  /// Gives the key added last another rule.
  ConfigSection rule(Rule rule) {
    keys.set(keys.size() - 1, keys.getLast().rule(rule));
    return this;
  }

  /// Leaves the key added last out of fresh files.
  ConfigSection unlisted() {
    keys.set(keys.size() - 1, keys.getLast().unlisted());
    return this;
  }

  private ConfigSection add(String leaf, Kind kind, String fallback, String comment) {
    keys.add(new ConfigKey(name, leaf, kind, fallback, comment.strip(), Rule.ANY, true));
    return this;
  }
}
