package io.barograph.jobs.versions;

/** The topic of rules cannot be read or written; the message says why and what to do. */
public final class RuleTopicException extends RuntimeException {
  /** An exception that says what is wrong and what to do. */
  public RuleTopicException(String message) {
    super(message);
  }

  /** The same with what lies behind it. */
  public RuleTopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
