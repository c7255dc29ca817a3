package dev.cometj.node.log;

import dev.cometj.p2p.P2pException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/// Texts of what was thrown.
final class Throwables {
  private Throwables() {}

  static String summary(Throwable thrown) {
    String message = thrown.getMessage();
    boolean isExpected = thrown instanceof P2pException && message != null;
    return isExpected ? String.valueOf(message) : thrown.toString();
  }

  /// Only a fault of our own code deserves a stack trace in the log: networks and files fail every day.
  static boolean deservesTrace(Throwable thrown) {
    return !(thrown instanceof P2pException || thrown instanceof IOException);
  }

  static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
