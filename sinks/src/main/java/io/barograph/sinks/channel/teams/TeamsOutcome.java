package io.barograph.sinks.channel.teams;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.http.HttpAnswer;
import io.barograph.sinks.channel.http.StatusOutcome;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/*
 * A connector answers 200 with "Webhook message delivery failed with error: Microsoft Teams endpoint
 * returned HTTP error 429 ..." where Teams itself refused:
 * https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
/** What answers of Teams mean. */
final class TeamsOutcome {
  private static final Pattern INNER = Pattern.compile("returned HTTP error ([0-9]{3})");

  private TeamsOutcome() {}

  static DeliveryOutcome of(HttpAnswer answer) {
    Matcher inner = INNER.matcher(answer.body());
    if (!answer.isSuccess() || !inner.find()) {
      return StatusOutcome.of(answer);
    }
    int status = Integer.parseInt(inner.group(1));
    return status == 429 || status / 100 == 5
        ? DeliveryOutcome.retry(status, answer.body(), answer.retryAfterMillis())
        : DeliveryOutcome.refused(status, answer.body());
  }
}
