package dev.cometj.benchmarks.compare;

import dev.cometj.benchmarks.p2p.Json;

/// A turn's result line with what it belongs to; a line of the raw file.
///
/// @param when the time of the turn
record Measured(String work, String entrant, int round, String when, String commit, String result) {

  static Measured parse(String line) {
    Json fields = Json.parse(line);
    return new Measured(
        fields.text("case"),
        fields.text("entrant"),
        (int) fields.whole("round"),
        fields.text("when"),
        fields.text("commit"),
        line.substring(line.indexOf("\"result\":") + "\"result\":".length(), line.length() - 1));
  }

  String toJson() {
    return "{\"case\":\"%s\",\"entrant\":\"%s\",\"round\":%d,\"when\":\"%s\",\"commit\":\"%s\",\"result\":%s}"
        .formatted(work, entrant, round, when, commit, result);
  }

  double figure(String key) {
    return Json.parse(result).number(key);
  }
}
