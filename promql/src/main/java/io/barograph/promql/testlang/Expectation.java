package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.testlang.SequenceValue.Kind;
import io.barograph.promql.testlang.TestCommand.Evaluate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a case expects, and how a result differs from it. */
final class Expectation {
  private static final Pattern RANGE_VECTOR =
      Pattern.compile("range vector from (\\S+) to (\\S+) step (\\S+)");

  private final Evaluate evaluate;

  private Expectation(Evaluate evaluate) {
    this.evaluate = evaluate;
  }

  static Expectation of(Evaluate evaluate) {
    return new Expectation(evaluate);
  }

  /** How a failure differs from what is expected; empty if it does not. */
  String differenceFromFailure(String message) {
    if (!evaluate.mustFail()) {
      return "failed: " + message;
    }
    for (String line : evaluate.expectations()) {
      if (line.startsWith("fail") && !agrees(line, message)) {
        return "failed with \"%s\", not as expected: %s".formatted(message, line);
      }
    }
    return "";
  }

  /** How a result differs from what is expected; empty if it does not. */
  String difference(ActualResult actual) {
    if (evaluate.mustFail()) {
      return "must fail, but gave " + actual.series();
    }
    Map<Labels, Map<Long, Double>> expected = expected();
    Map<Labels, Map<Long, Double>> series = actual.series();
    boolean same =
        expected.keySet().equals(series.keySet())
            && expected.entrySet().stream()
                .allMatch(entry -> sameValues(entry.getValue(), series.get(entry.getKey())));
    if (!same) {
      return "expected %s, but was %s".formatted(expected, series);
    }
    boolean isOrdered = evaluate.expectations().contains("ordered");
    if (isOrdered && !List.copyOf(expected.keySet()).equals(List.copyOf(series.keySet()))) {
      return "expected the order %s, but was %s".formatted(expected.keySet(), series.keySet());
    }
    return remarkDifference(actual.remarks());
  }

  /** How a string differs from what is expected; empty if it does not. */
  String difference(String actual) {
    for (String line : evaluate.expectations()) {
      if (line.startsWith("string ")) {
        String expected = line.substring("string ".length()).strip();
        String text = expected.substring(1, expected.length() - 1);
        return text.equals(actual) ? "" : "expected %s, but was \"%s\"".formatted(expected, actual);
      }
    }
    return "gave the string \"%s\", which was not expected".formatted(actual);
  }

  private String remarkDifference(List<String> remarks) {
    for (String line : evaluate.expectations()) {
      boolean asksForText = line.startsWith("warn ") || line.startsWith("info ");
      if (asksForText && remarks.stream().noneMatch(remark -> agrees(line, remark))) {
        return "expected %s, but the remarks were %s".formatted(line, remarks);
      }
    }
    return "";
  }

  /** True unless the line says {@code msg:} or {@code regex:} and the text is another. */
  private static boolean agrees(String line, String text) {
    int message = line.indexOf("msg:");
    int regex = line.indexOf("regex:");
    if (message >= 0) {
      return text.equals(line.substring(message + "msg:".length()).strip());
    }
    return regex < 0
        || Pattern.compile(line.substring(regex + "regex:".length()).strip()).matcher(text).find();
  }

  private Map<Labels, Map<Long, Double>> expected() {
    Map<Labels, Map<Long, Double>> expected = new LinkedHashMap<>();
    TestCommand.Times times = times();
    long start = times.start().toMillis();
    long step = times.step().toMillis();
    List<SeriesValues> all = new ArrayList<>(evaluate.series());
    evaluate
        .scalar()
        .ifPresent(
            number -> all.add(new SeriesValues(Labels.EMPTY, List.of(SequenceValue.of(number)))));
    for (SeriesValues series : all) {
      Map<Long, Double> values = new TreeMap<>();
      for (int i = 0; i < series.values().size(); i++) {
        if (series.values().get(i).kind() == Kind.NUMBER) {
          values.put(start + i * step, series.values().get(i).value());
        }
      }
      if (!values.isEmpty()) {
        expected.put(series.labels(), values);
      }
    }
    return expected;
  }

  /** When the values stand: at the ticks, or where the case says that a range has samples. */
  private TestCommand.Times times() {
    for (String line : evaluate.expectations()) {
      Matcher range = RANGE_VECTOR.matcher(line);
      if (range.matches()) {
        return new TestCommand.Times(
            Durations.parse(range.group(1)),
            Durations.parse(range.group(2)),
            Durations.parse(range.group(3)));
      }
    }
    return evaluate.times();
  }

  private static boolean sameValues(Map<Long, Double> expected, Map<Long, Double> actual) {
    return expected.keySet().equals(actual.keySet())
        && expected.entrySet().stream()
            .allMatch(entry -> isAlmost(entry.getValue(), actual.get(entry.getKey())));
  }

  /** Prometheus's comparison: a relative difference below 1e-6. */
  private static boolean isAlmost(double expected, double actual) {
    if (Double.isNaN(expected) || Double.isNaN(actual) || expected == actual) {
      return expected == actual || (Double.isNaN(expected) && Double.isNaN(actual));
    }
    double sum = Math.abs(expected) + Math.abs(actual);
    if (expected == 0 || actual == 0 || sum < Double.MIN_NORMAL) {
      return Math.abs(expected - actual) < 1e-6 * Double.MIN_NORMAL;
    }
    return Math.abs(expected - actual) / Math.min(sum, Double.MAX_VALUE) < 1e-6;
  }
}
