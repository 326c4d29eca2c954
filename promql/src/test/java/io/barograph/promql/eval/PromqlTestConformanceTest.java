package io.barograph.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.labels.Labels;
import io.barograph.promql.SharedData;
import io.barograph.promql.eval.Compilation.Plan;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.testlang.SequenceValue;
import io.barograph.promql.testlang.SequenceValue.Kind;
import io.barograph.promql.testlang.SeriesValues;
import io.barograph.promql.testlang.TestCommand;
import io.barograph.promql.testlang.TestCommand.Clear;
import io.barograph.promql.testlang.TestCommand.Evaluate;
import io.barograph.promql.testlang.TestCommand.Load;
import io.barograph.promql.testlang.TestScript;
import io.barograph.promql.testlang.TestScriptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Cases of Prometheus's test language whose expression decides on one series alone: every loaded
 * series, evaluated by itself, must give what the case expects of it, and nothing else. Metric
 * names are left out of the comparison, because a rule drops them.
 */
class PromqlTestConformanceTest {
  private static final int PROMQLTEST_CASES = 178;
  private static final int ORACLE_CASES = 502;
  private static final Set<String> CORE_TAGS =
      Set.of("ordered", "expect_fail", "expect_annotation");

  private static final Pattern COUNTER_FUNCTION = Pattern.compile("rate\\(|increase\\(");

  private final List<String> failures = new ArrayList<>();
  private int passed;
  private int skipped;

  @Test
  void agreesWithPrometheussOwnTests() throws Exception {
    Path folder = SharedData.promql("promqltest");
    Map<String, List<Boolean>> isCore = new HashMap<>();
    for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("index.json").toFile())) {
      boolean core = true;
      for (JsonNode tag : entry.get("tags")) {
        core &= CORE_TAGS.contains(tag.asText());
      }
      isCore.computeIfAbsent(entry.get("file").asText(), file -> new ArrayList<>()).add(core);
    }
    for (Path file : SharedData.files(folder, ".test")) {
      run(file, isCore.get(file.getFileName().toString()), false);
    }
    report("promqltest per-series", PROMQLTEST_CASES);
  }

  @Test
  void agreesWithValuesThatPrometheusComputedForPublicRules() throws Exception {
    for (Path file : SharedData.files(SharedData.promql("oracle"), ".test")) {
      run(file, List.of(), true);
    }
    report("oracle per-series", ORACLE_CASES);
  }

  private void report(String name, int least) {
    System.out.printf(
        "%s: %d passed, %d failed, %d skipped%n", name, passed, failures.size(), skipped);
    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(least);
  }

  private void run(Path file, List<Boolean> isCore, boolean isVersion2)
      throws IOException, TestScriptException {
    Map<Labels, Map<Long, SequenceValue>> storage = new HashMap<>();
    int evaluation = 0;
    for (TestCommand command : TestScript.parse(file.toString(), Files.readString(file))) {
      if (command instanceof Clear) {
        storage.clear();
      } else if (command instanceof Load load) {
        load(load, storage);
      } else if (command instanceof Evaluate evaluate) {
        boolean core = isCore.isEmpty() || isCore.get(evaluation);
        evaluation++;
        if (core) {
          check(file, evaluate, storage, isVersion2);
        }
      }
    }
  }

  private static void load(Load load, Map<Labels, Map<Long, SequenceValue>> storage) {
    for (SeriesValues series : load.series()) {
      Map<Long, SequenceValue> samples =
          storage.computeIfAbsent(series.labels(), labels -> new TreeMap<>());
      for (int i = 0; i < series.values().size(); i++) {
        if (series.values().get(i).kind() != Kind.OMITTED) {
          samples.put(i * load.step().toMillis(), series.values().get(i));
        }
      }
    }
  }

  private void check(
      Path file,
      Evaluate evaluate,
      Map<Labels, Map<Long, SequenceValue>> storage,
      boolean isVersion2) {
    Compilation compilation;
    try {
      compilation = SeriesCompiler.compile(Parser.parse(evaluate.query()));
    } catch (ParseException invalid) {
      if (!evaluate.mustFail()) {
        failures.add(file.getFileName() + ":" + evaluate.line() + " " + invalid.getMessage());
      }
      return;
    }
    if (!(compilation instanceof Plan plan) || evaluate.mustFail()) {
      skipped++;
      return;
    }
    Map<Labels, Map<Long, Double>> expected = expected(evaluate);
    Map<Labels, Map<Long, Double>> actual = new HashMap<>();
    Set<Labels> seen = new HashSet<>();
    for (Map.Entry<Labels, Map<Long, SequenceValue>> series : storage.entrySet()) {
      Labels labels = series.getKey();
      if (!plan.expression().selectors().stream().allMatch(leaf -> leaf.matches(labels))) {
        continue;
      }
      boolean hasHistograms =
          series.getValue().values().stream().anyMatch(value -> value.kind() == Kind.HISTOGRAM);
      if (hasHistograms || !seen.add(labels.without(Labels.METRIC_NAME))) {
        skipped++;
        return;
      }
      Map<Long, Double> values = evaluate(plan, evaluate, labels, series.getValue());
      Labels element = labels.without(Labels.METRIC_NAME);
      if (isVersion2 && COUNTER_FUNCTION.matcher(evaluate.query()).find()) {
        keepCoveredRanges(plan, series.getValue(), values);
        keepCoveredRanges(plan, series.getValue(), expected.getOrDefault(element, new TreeMap<>()));
      }
      if (!values.isEmpty()) {
        actual.put(element, values);
      }
    }
    expected.values().removeIf(Map::isEmpty);
    if (same(expected, actual)) {
      passed++;
    } else {
      failures.add(
          "%s:%d %s%n  expected %s%n  but was  %s"
              .formatted(file.getFileName(), evaluate.line(), evaluate.query(), expected, actual));
    }
  }

  /*
   * Prometheus 2 extrapolates a counter whose first sample is far behind the start of the range
   * another way than Prometheus 3: it bounds the extrapolation at the counter's zero before it
   * bounds it at half a distance. Samples of the oracle are a minute apart.
   */
  private static void keepCoveredRanges(
      Plan plan, Map<Long, SequenceValue> samples, Map<Long, Double> values) {
    TreeMap<Long, SequenceValue> byTime = new TreeMap<>(samples);
    values
        .keySet()
        .removeIf(
            tick -> {
              long start = tick - plan.expression().windowMillis();
              Long first = byTime.higherKey(start);
              return first == null || first > start + 66_000;
            });
  }

  private static Map<Long, Double> evaluate(
      Plan plan, Evaluate evaluate, Labels labels, Map<Long, SequenceValue> samples) {
    ListWindow window = new ListWindow();
    samples.forEach(
        (time, value) -> {
          if (value.kind() == Kind.STALE) {
            window.addStale(time);
          } else {
            window.add(time, value.value());
          }
        });
    Map<Long, Double> values = new TreeMap<>();
    EvaluationResult result = new EvaluationResult();
    long step = evaluate.times().step().toMillis();
    for (long tick = evaluate.times().start().toMillis();
        tick <= evaluate.times().end().toMillis();
        tick += step) {
      plan.expression().evaluate(tick, window, labels, result);
      if (result.isPresent()) {
        values.put(tick, result.value());
      }
    }
    return values;
  }

  private static Map<Labels, Map<Long, Double>> expected(Evaluate evaluate) {
    Map<Labels, Map<Long, Double>> expected = new HashMap<>();
    for (SeriesValues series : evaluate.series()) {
      Map<Long, Double> values = new TreeMap<>();
      for (int i = 0; i < series.values().size(); i++) {
        if (series.values().get(i).kind() == Kind.NUMBER) {
          long tick = evaluate.times().start().toMillis() + i * evaluate.times().step().toMillis();
          values.put(tick, series.values().get(i).value());
        }
      }
      if (!values.isEmpty()) {
        expected.put(series.labels().without(Labels.METRIC_NAME), values);
      }
    }
    return expected;
  }

  private static boolean same(
      Map<Labels, Map<Long, Double>> expected, Map<Labels, Map<Long, Double>> actual) {
    if (!expected.keySet().equals(actual.keySet())) {
      return false;
    }
    for (Map.Entry<Labels, Map<Long, Double>> entry : expected.entrySet()) {
      Map<Long, Double> other = actual.get(entry.getKey());
      if (!entry.getValue().keySet().equals(other.keySet())) {
        return false;
      }
      for (Map.Entry<Long, Double> value : entry.getValue().entrySet()) {
        if (!almostEqual(value.getValue(), other.get(value.getKey()))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Prometheus's comparison: a relative difference below 1e-6. */
  private static boolean almostEqual(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b) || a == b) {
      return a == b || (Double.isNaN(a) && Double.isNaN(b));
    }
    double sum = Math.abs(a) + Math.abs(b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return Math.abs(a - b) < 1e-6 * Double.MIN_NORMAL;
    }
    return Math.abs(a - b) / Math.min(sum, Double.MAX_VALUE) < 1e-6;
  }
}
