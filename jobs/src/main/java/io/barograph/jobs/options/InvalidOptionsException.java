package io.barograph.jobs.options;

/** Options that the job cannot run with; the message is for the person who wrote them. */
public final class InvalidOptionsException extends RuntimeException {
  /** An exception that says what is wrong and what to do. */
  public InvalidOptionsException(String message) {
    super(message);
  }
}
