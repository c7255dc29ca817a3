package dev.cometj.p2p.testkit.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Runs the tests of a contract as JUnit would, and tells which fail, in order to test the contract itself.
final class ContractRun {
  private ContractRun() {}

  /// @return the failure of each test that failed, by the test's name
  static Map<String, Throwable> failures(Supplier<?> newInstance) {
    return failures(newInstance, test -> true);
  }

  /// @return the failure of each chosen test that failed, by the test's name
  static Map<String, Throwable> failures(Supplier<?> newInstance, Predicate<String> chosen) {
    Map<String, Throwable> failures = new TreeMap<>();
    Class<?> type = newInstance.get().getClass();
    for (Method test : annotated(type, Test.class)) {
      if (!chosen.test(test.getName())) {
        continue;
      }
      Object instance = newInstance.get();
      Throwable failure = call(instance, test);
      for (Method after : annotated(type, AfterEach.class)) {
        Throwable late = call(instance, after);
        failure = failure == null ? late : failure;
      }
      if (failure != null) {
        failures.put(test.getName(), failure);
      }
    }
    return failures;
  }

  private static List<Method> annotated(
      Class<?> type, Class<? extends java.lang.annotation.Annotation> annotation) {
    List<Method> found = new ArrayList<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.isAnnotationPresent(annotation)) {
          found.add(method);
        }
      }
    }
    return found;
  }

  private static Throwable call(Object instance, Method method) {
    try {
      method.setAccessible(true);
      method.invoke(instance);
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
