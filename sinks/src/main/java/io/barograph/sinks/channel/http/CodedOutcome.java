package io.barograph.sinks.channel.http;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.JsonAnswer;
import java.util.Map;
import java.util.Set;

/** What an answer means whose body carries a code: a success of HTTP alone is none. */
public final class CodedOutcome {
  private CodedOutcome() {}

  /**
   * The outcome.
   *
   * @param field where the code stands in the body, as {@link JsonAnswer} names it
   * @param success the code of success
   * @param later codes after which the same may be taken later
   */
  public static DeliveryOutcome of(
      HttpAnswer answer, String field, String success, Set<String> later) {
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
    return later.contains(code)
        ? DeliveryOutcome.retry(answer.status(), answer.body(), answer.retryAfterMillis())
        : DeliveryOutcome.refused(answer.status(), answer.body());
  }
}
