package io.barograph.sinks.channel.http;

import io.barograph.core.notify.DeliveryOutcome;

/** What an answer means by its status alone. */
public final class StatusOutcome {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  private StatusOutcome() {}

  /**
   * 2xx is delivered; 5xx, 429 and 408 may be taken later; 3xx is refused, since redirects are not
   * followed, and so is any other.
   */
  public static DeliveryOutcome of(HttpAnswer answer) {
    int status = answer.status();
    if (answer.isSuccess()) {
      return DeliveryOutcome.delivered(status, answer.body());
    }
    if (status / 100 == 5 || status == TOO_MANY || status == REQUEST_TIMEOUT) {
      return DeliveryOutcome.retry(status, answer.body(), answer.retryAfterMillis());
    }
    if (status / 100 == 3) {
      String target = answer.location().map(place -> " to " + place).orElse("");
      return DeliveryOutcome.refused(
          status,
          "redirects%s are not followed; write the final address into the settings"
              .formatted(target));
    }
    return DeliveryOutcome.refused(status, answer.body());
  }
}
