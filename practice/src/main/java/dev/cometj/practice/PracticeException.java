package dev.cometj.practice;

/// The practice could not go on.
final class PracticeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PracticeException(String message) {
    super(message);
  }
}
