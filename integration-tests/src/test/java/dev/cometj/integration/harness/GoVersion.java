package dev.cometj.integration.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/// A version of the Go original, built by `integration-tests/go/build` before the live tests.
public enum GoVersion {
  /// The version whose behaviour this project follows.
  V0_38("cometbft-0.38.26", "0.38.26"),

  /// The newest one that speaks the same protocol over TCP. It calls itself 0.39.0.
  V0_40("cometbft-0.40.0", "0.39.0");

  private final String program;
  private final String reported;

  GoVersion(String program, String reported) {
    this.program = program;
    this.reported = reported;
  }

  /// The version a node of it reports in its NodeInfo.
  public String reported() {
    return reported;
  }

  /// The program.
  public Path program() {
    Path file = Repository.root().resolve("integration-tests/target/go").resolve(program);
    if (!Files.isExecutable(file)) {
      throw new AssertionError(
          file + " is missing: run the live tests by .ci/run or ./mvnw verify -Pinterop");
    }
    return file;
  }
}
