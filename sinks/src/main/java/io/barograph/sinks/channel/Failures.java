package io.barograph.sinks.channel;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.template.ExpansionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What failures of an attempt mean. */
public final class Failures {
  private Failures() {}

  /** What a failure is about, out of what futures wrap around it. */
  public static Throwable cause(Throwable failed) {
    Throwable cause = failed;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * The outcome of an attempt that had no answer: what the network did may be otherwise later; a
   * text that fails will fail again.
   */
  public static DeliveryOutcome outcome(Throwable cause) {
    if (cause instanceof ExpansionException) {
      return DeliveryOutcome.refused(0, "the message's template fails: " + cause.getMessage());
    }
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return DeliveryOutcome.retry(0, "no answer within the timeout", 0);
    }
    if (cause instanceof CancellationException) {
      return DeliveryOutcome.retry(0, "given up: the channel was closed", 0);
    }
    if (cause instanceof ConnectException) {
      return DeliveryOutcome.retry(0, "cannot connect: " + text(cause), 0);
    }
    if (cause instanceof SSLException) {
      return DeliveryOutcome.retry(0, "TLS failed: " + text(cause), 0);
    }
    if (cause instanceof IOException) {
      return DeliveryOutcome.retry(0, "the connection failed: " + text(cause), 0);
    }
    return DeliveryOutcome.refused(0, "cannot be sent: " + text(cause));
  }

  private static String text(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at.getMessage() != null) {
        return at.getMessage();
      }
    }
    return cause.getClass().getSimpleName();
  }

  /** The outcome without secrets. */
  public static DeliveryOutcome safe(DeliveryOutcome outcome, Secrets secrets) {
    return new DeliveryOutcome(
        outcome.kind(),
        outcome.status(),
        secrets.strike(outcome.answer()),
        outcome.retryAfterMillis());
  }
}
