package dev.cometj.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test that asks for one a fresh [Scenario], ends all its processes afterwards, and prints their
/// logs when the test has failed.
public final class Scenarios implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(Scenarios.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Scenario.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(Scenario.class, key -> new Scenario(directory(context)), Scenario.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var scenario = context.getStore(NAMESPACE).remove(Scenario.class, Scenario.class);
    if (scenario == null) {
      return;
    }
    scenario.end();
    if (context.getExecutionException().isPresent()) {
      System.out.println(scenario.tails());
    }
  }

  private static Path directory(ExtensionContext context) {
    var test = context.getRequiredTestClass().getSimpleName();
    var method = context.getRequiredTestMethod().getName();
    var number = context.getUniqueId().replaceAll(".*#(\\d+)\\]$", "-$1");
    var suffix = number.matches("-\\d+") ? number : "";
    var directory =
        Repository.root()
            .resolve("integration-tests/target/live")
            .resolve(test)
            .resolve(method + suffix);
    delete(directory);
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
