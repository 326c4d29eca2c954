package io.barograph.core.template;

import static io.barograph.core.template.Parameter.STRING;
import static io.barograph.core.template.Parameter.STRINGS;
import static io.barograph.core.template.Parameter.TIME;

import io.barograph.core.template.GoValue.GoHtml;
import io.barograph.core.template.GoValue.GoList;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** The functions that Alertmanager has for messages and Prometheus has not, or has otherwise. */
final class MessageFunctions {
  private MessageFunctions() {}

  static List<TemplateFunction> all() {
    return List.of(
        of("join", List.of(STRING, STRINGS), in -> join((String) in.get(0), (GoList) in.get(1))),
        TemplateFunction.variadic(
            "stringSlice", List.of(), STRING, (data, in) -> new GoList(STRINGS.type(), in)),
        of("trimSpace", List.of(STRING), in -> ((String) in.get(0)).strip()),
        of("safeHtml", List.of(STRING), in -> new GoHtml((String) in.get(0))),
        of("safeUrl", List.of(STRING), in -> in.get(0)),
        of("urlUnescape", List.of(STRING), in -> Escapes.unescaped((String) in.get(0))),
        of("date", List.of(STRING, TIME), in -> date((String) in.get(0), in.get(1))),
        of("tz", List.of(STRING, TIME), in -> inZone((String) in.get(0), in.get(1))),
        TemplateFunction.of("since", List.of(TIME), (data, in) -> since(data, in.get(0))));
  }

  private interface Body {
    Object apply(List<Object> arguments);
  }

  private static TemplateFunction of(String name, List<Parameter> parameters, Body body) {
    return TemplateFunction.of(name, parameters, (data, in) -> body.apply(in));
  }

  private static Object join(String separator, GoList texts) {
    return String.join(separator, texts.items().stream().map(String.class::cast).toList());
  }

  private static Object date(String layout, Object time) {
    return time instanceof ZonedDateTime zoned
        ? TimeText.format(zoned, layout)
        : TimeText.format((Instant) time, layout);
  }

  private static Object inZone(String zone, Object time) {
    try {
      ZoneId id = zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
      return TimeMethods.instant(time).atZone(id);
    } catch (DateTimeException unknown) {
      throw new FailedCallException("unknown time zone " + zone);
    }
  }

  private static Object since(TemplateData data, Object time) {
    long now = data.nowMillis().orElseThrow();
    return Duration.between(TimeMethods.instant(time), Instant.ofEpochMilli(now));
  }
}
