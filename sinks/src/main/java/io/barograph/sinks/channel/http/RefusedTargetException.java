package io.barograph.sinks.channel.http;

/** A target that is not allowed. */
public final class RefusedTargetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedTargetException(String message) {
    super(message);
  }
}
