package io.barograph.sinks.channel.http;

/** A target whose name nobody knows just now. */
final class UnknownTargetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownTargetException(String message) {
    super(message);
  }
}
