package io.barograph.core.template;

/** An expansion that failed; the message says where and why, as Prometheus words it. */
public final class ExpansionException extends Exception {
  private static final long serialVersionUID = 1;

  ExpansionException(String message) {
    super(message);
  }
}
