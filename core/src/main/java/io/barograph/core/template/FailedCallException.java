package io.barograph.core.template;

/** A function that cannot work on its arguments; carries no stack trace, the caller says where. */
final class FailedCallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FailedCallException(String message) {
    super(message, null, false, false);
  }
}
