package dev.cometj.node.home;

/// Something the operator has to mend. The message is one line that stands alone: it names the file or setting and
/// says what to do. It is shown without a stack trace.
public final class OperatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Make the failure.
  ///
  /// @param line what is wrong and what to do
  public OperatorException(String line) {
    super(line);
  }

  /// Give the line.
  ///
  /// @return what is wrong and what to do
  public String line() {
    return String.valueOf(getMessage());
  }
}
