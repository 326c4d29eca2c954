package io.barograph.sinks.channel.slack;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.JsonAnswer;
import io.barograph.sinks.channel.http.HttpAnswer;
import io.barograph.sinks.channel.http.StatusOutcome;
import java.util.Map;
import java.util.Set;

/*
 * Incoming webhooks answer "ok" (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks),
 * methods {"ok":true} or {"ok":false,"error":"..."}
 * (https://docs.slack.dev/reference/methods/chat.postMessage).
 */
/** What answers of Slack mean. */
final class SlackOutcome {
  private static final Set<String> LATER =
      Set.of(
          "ratelimited",
          "rate_limited",
          "message_limit_exceeded",
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout");

  private SlackOutcome() {}

  static DeliveryOutcome of(HttpAnswer answer) {
    if (!answer.isSuccess()) {
      return StatusOutcome.of(answer);
    }
    Map<String, String> body = JsonAnswer.scalars(answer.body());
    if (answer.body().strip().equals("ok") || "true".equals(body.get("ok"))) {
      return DeliveryOutcome.delivered(answer.status(), answer.body());
    }
    return LATER.contains(body.getOrDefault("error", answer.body().strip()))
        ? DeliveryOutcome.retry(answer.status(), answer.body(), answer.retryAfterMillis())
        : DeliveryOutcome.refused(answer.status(), answer.body());
  }
}
