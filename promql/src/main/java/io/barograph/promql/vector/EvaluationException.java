package io.barograph.promql.vector;

/** Says why an expression has no result at a tick, in Prometheus's words. */
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A failure with Prometheus's message. */
  public EvaluationException(String message) {
    super(message, null, false, false);
  }
}
