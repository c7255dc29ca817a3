package dev.cometj.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

/// One of those that take turns in a case.
///
/// @param name how the report calls it; goals refer to it
/// @param server what listens; the same as the client where nothing does
/// @param flags of both ends, beside those of the case
record Entrant(String name, Program server, Program client, List<String> flags) {
  static final String GO = "Go";
  static final String JAVA = "Java";
  static final String JAVA_WITHOUT_VECTOR = "Java without Vector";

  static Entrant go(String... flags) {
    return new Entrant(GO, Program.GO, Program.GO, List.of(flags));
  }

  static Entrant java(String... flags) {
    return new Entrant(JAVA, Program.JAVA, Program.JAVA, List.of(flags));
  }

  static Entrant javaWithoutVector(String... flags) {
    Program program = Program.JAVA_WITHOUT_VECTOR;
    return new Entrant(JAVA_WITHOUT_VECTOR, program, program, List.of(flags));
  }

  /// One that works without a network.
  static Entrant alone(String name, Program program, List<String> flags) {
    return new Entrant(name, program, program, flags);
  }

  Entrant named(String other) {
    return new Entrant(other, server, client, flags);
  }

  List<String> flagsWith(List<String> common) {
    List<String> all = new ArrayList<>(common);
    all.addAll(flags);
    return all;
  }
}
