package io.barograph.core.template;

import static io.barograph.core.template.Parameter.ANY;
import static io.barograph.core.template.Parameter.QUERY_RESULT;
import static io.barograph.core.template.Parameter.SAMPLE;
import static io.barograph.core.template.Parameter.STRING;

import io.barograph.core.sample.Sample;
import io.barograph.core.template.GoValue.GoList;
import io.barograph.core.template.GoValue.GoMap;
import io.barograph.core.template.GoValue.GoStruct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions that Prometheus adds to Go's, for the templates of alerts. */
final class PrometheusFunctions {
  private PrometheusFunctions() {}

  static List<TemplateFunction> all() {
    List<TemplateFunction> all = new ArrayList<>();
    all.addAll(samples());
    all.addAll(numbers());
    all.addAll(texts());
    return all;
  }

  private static List<TemplateFunction> samples() {
    return List.of(
        of("query", List.of(STRING), (data, in) -> query(data)),
        of("first", List.of(QUERY_RESULT), (data, in) -> first((GoList) in.get(0))),
        of("label", List.of(STRING, SAMPLE), (data, in) -> label(in.get(1), (String) in.get(0))),
        of("value", List.of(SAMPLE), (data, in) -> sample(in.get(0)).fields().get("Value")),
        of("strvalue", List.of(SAMPLE), (data, in) -> label(in.get(0), "__value__")),
        of(
            "sortByLabel",
            List.of(STRING, QUERY_RESULT),
            (data, in) -> sorted((String) in.get(0), (GoList) in.get(1))),
        TemplateFunction.variadic("args", List.of(), ANY, (data, in) -> numbered(in)));
  }

  private static List<TemplateFunction> numbers() {
    return List.of(
        of("humanize", List.of(ANY), (data, in) -> Humanize.si(toDouble(in.get(0)))),
        of("humanize1024", List.of(ANY), (data, in) -> Humanize.binary(toDouble(in.get(0)))),
        of("humanizeDuration", List.of(ANY), (data, in) -> Humanize.seconds(toDouble(in.get(0)))),
        of(
            "humanizePercentage",
            List.of(ANY),
            (data, in) -> Humanize.percentage(toDouble(in.get(0)))),
        of(
            "humanizeTimestamp",
            List.of(ANY),
            (data, in) -> Humanize.timestamp(toDouble(in.get(0)))),
        of("toTime", List.of(ANY), (data, in) -> TimeMethods.instant(toDouble(in.get(0)))),
        of("toDuration", List.of(ANY), (data, in) -> TimeMethods.duration(toDouble(in.get(0)))),
        of("parseDuration", List.of(STRING), (data, in) -> parseDuration(in)),
        of("now", List.of(), (data, in) -> now(data)));
  }

  private static List<TemplateFunction> texts() {
    return List.of(
        of(
            "reReplaceAll",
            List.of(STRING, STRING, STRING),
            (data, in) ->
                RegexFunctions.replaceAll(
                    (String) in.get(0), (String) in.get(1), (String) in.get(2))),
        of(
            "match",
            List.of(STRING, STRING),
            (data, in) -> RegexFunctions.matches((String) in.get(0), (String) in.get(1))),
        of("safeHtml", List.of(STRING), (data, in) -> in.get(0)),
        of("title", List.of(STRING), (data, in) -> TextFunctions.title((String) in.get(0))),
        of("toUpper", List.of(STRING), (data, in) -> TextFunctions.upper((String) in.get(0))),
        of("toLower", List.of(STRING), (data, in) -> TextFunctions.lower((String) in.get(0))),
        of(
            "stripPort",
            List.of(STRING),
            (data, in) -> TextFunctions.withoutPort((String) in.get(0))),
        of(
            "stripDomain",
            List.of(STRING),
            (data, in) -> TextFunctions.withoutDomain((String) in.get(0))),
        of("urlQueryEscape", List.of(STRING), (data, in) -> Escapes.query((String) in.get(0))),
        of("graphLink", List.of(STRING), (data, in) -> link((String) in.get(0), 0)),
        of("tableLink", List.of(STRING), (data, in) -> link((String) in.get(0), 1)),
        of("pathPrefix", List.of(), (data, in) -> TextFunctions.pathOf(data.externalUrl())),
        of("externalURL", List.of(), (data, in) -> data.externalUrl()));
  }

  private static TemplateFunction of(
      String name, List<Parameter> parameters, TemplateFunction.Body body) {
    return TemplateFunction.of(name, parameters, body);
  }

  private static Object query(TemplateData data) {
    List<Sample> samples =
        data.queryResult()
            .orElseThrow(
                () -> new FailedCallException("query is not supported in alert templates"));
    List<Object> result = new ArrayList<>();
    for (Sample sample : samples) {
      result.add(GoStruct.sample(sample.labels(), sample.value()));
    }
    return new GoList(Parameter.QUERY_RESULT_TYPE, result);
  }

  private static Object first(GoList result) {
    if (result == null || result.items().isEmpty()) {
      throw new FailedCallException("first() called on vector with no elements");
    }
    return result.items().get(0);
  }

  private static Object sorted(String label, GoList result) {
    if (result == null) {
      return null;
    }
    List<Object> items = new ArrayList<>(result.items());
    items.sort(Comparator.comparing(sample -> label(sample, label)));
    return new GoList(result.type(), items);
  }

  private static String label(Object sample, String name) {
    GoMap labels = (GoMap) sample(sample).fields().get("Labels");
    return (String) labels.entries().getOrDefault(name, "");
  }

  private static GoStruct sample(Object value) {
    if (value == null) {
      throw new FailedCallException(
          "runtime error: invalid memory address or nil pointer dereference");
    }
    return (GoStruct) value;
  }

  private static Object numbered(List<Object> arguments) {
    Map<String, Object> numbered = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      numbered.put("arg" + i, arguments.get(i));
    }
    return new GoMap("map[string]interface {}", numbered, null);
  }

  private static Object parseDuration(List<Object> arguments) {
    return TimeText.parseDuration((String) arguments.get(0));
  }

  private static Object now(TemplateData data) {
    long millis =
        data.nowMillis()
            .orElseThrow(() -> new FailedCallException("the time of the evaluation is not known"));
    return millis / 1e3;
  }

  private static String link(String expression, int tab) {
    return "/graph?g0.expr=%s&g0.tab=%d".formatted(Escapes.query(expression), tab);
  }

  /** The number that a value is or, as text, writes. */
  private static double toDouble(Object value) {
    if (value instanceof Double real) {
      return real;
    }
    if (value instanceof Long integer) {
      return integer;
    }
    if (value instanceof String text) {
      return NumberText.parseFloat(text);
    }
    if (value instanceof Duration duration) {
      return duration.toNanos() / 1e9;
    }
    throw new FailedCallException("can't convert %s to float".formatted(GoValue.typeOf(value)));
  }
}
