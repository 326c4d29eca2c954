package io.barograph.sinks.channel.http;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.JsonAnswer;
import java.util.Map;

/** What an answer means whose body carries a code: a success of HTTP alone is none. */
public final class CodedOutcome {
  private CodedOutcome() {}

  /**
   * The outcome.
   *
   * @param field where the code stands in the body, as {@link JsonAnswer} names it
   * @param success the code of success
   * @param later codes after which the same may be taken later, and how long to wait then where the
   *     answer does not say, milliseconds
   */
  public static DeliveryOutcome of(
      HttpAnswer answer, String field, String success, Map<String, Long> later) {
    if (!answer.isSuccess()) {
      return StatusOutcome.of(answer);
    }
    Map<String, String> body = JsonAnswer.scalars(answer.body());
    String code = body.get(field);
    if (success.equals(code)) {
      return DeliveryOutcome.delivered(answer.status(), answer.body());
    }
    if (code == null) {
      return DeliveryOutcome.refused(
          answer.status(), "the answer has no \"%s\": %s".formatted(field, answer.body()));
    }
    if (!later.containsKey(code)) {
      return DeliveryOutcome.refused(answer.status(), answer.body());
    }
    long wait = Math.max(answer.retryAfterMillis(), later.get(code));
    return DeliveryOutcome.retry(answer.status(), answer.body(), wait);
  }
}
