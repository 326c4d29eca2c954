package io.barograph.ml.detect;

/** A model that could not be loaded, or that gave no answer; the message names the remedy. */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A failure and what it came from. */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
