package io.barograph.sinks.channel.wecom;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.http.CodedOutcome;
import io.barograph.sinks.channel.http.HttpAnswer;
import java.util.Map;
import java.util.Set;

/*
 * Global error codes: https://developer.work.weixin.qq.com/document/path/90313
 * -1 busy, 45009 too many calls, 45033 too many at once; 40001, 40014 and 42001 a token that is not
 * or no longer good, which the application fetches anew.
 */
/** What answers of WeCom mean. */
final class WeComOutcome {
  /** Codes by which a token is refused. */
  static final Set<String> TOKEN = Set.of("40001", "40014", "42001");

  private static final Map<String, Long> LATER =
      Map.of("-1", 0L, "45009", 60_000L, "45033", 1_000L, "40014", 0L, "42001", 0L);

  private WeComOutcome() {}

  static DeliveryOutcome of(HttpAnswer answer) {
    return CodedOutcome.of(answer, "errcode", "0", LATER);
  }
}
