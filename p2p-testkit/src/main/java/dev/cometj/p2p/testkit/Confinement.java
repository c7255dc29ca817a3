package dev.cometj.p2p.testkit;

import dev.cometj.p2p.spi.Mailbox;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Checks that a core is entered only by events of its own mailbox.
public final class Confinement {
  private Confinement() {}

  /// Fail unless the caller runs inside an event of a mailbox.
  ///
  /// @param mailbox where the call belongs
  /// @param what what is called, for the failure
  /// @throws AssertionError if the caller is elsewhere
  public static void check(Mailbox mailbox, String what) {
    if (!mailbox.isCurrent()) {
      throw new AssertionError("%s was called outside of its mailbox %s".formatted(what, mailbox));
    }
  }

  /// Wrap an object so that each call of an interface's method is checked.
  ///
  /// @param <T> the interface
  /// @param mailbox where the calls belong
  /// @param type the interface
  /// @param target the object
  /// @return an object that checks and passes on
  public static <T> T guard(Mailbox mailbox, Class<T> type, T target) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() != Object.class) {
            check(mailbox, type.getSimpleName() + "." + method.getName());
          }
          try {
            return method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
