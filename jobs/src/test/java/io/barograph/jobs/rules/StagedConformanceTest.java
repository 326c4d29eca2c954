package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.testlang.QueryEngine;
import io.barograph.promql.testlang.TestCommand;
import io.barograph.promql.testlang.TestOutcome;
import io.barograph.promql.testlang.TestOutcome.Status;
import io.barograph.promql.testlang.TestRunner;
import io.barograph.promql.testlang.TestScript;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.SeriesStore;
import io.barograph.promql.vector.StoredSeries;
import io.barograph.promql.vector.VectorCompiler;
import io.barograph.promql.vector.VectorPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The operators of a job give what Prometheus gives, and what evaluating in one place gives. */
class StagedConformanceTest {
  private static final Set<String> CORE_TAGS =
      Set.of("ordered", "expect_fail", "expect_annotation");
  private static final int PROMQLTEST_CASES = 416;
  private static final int MAX_TICKS = 3_000;
  private static final int DATA_SETS = 1_000;
  private static final long TICK = 15_000;

  /** What random data is evaluated with: every way of folding and cutting. */
  private static final List<String> EXPRESSIONS =
      List.of(
          "sum by (job) (load)",
          "avg(load)",
          "stddev by (zone) (rate(load[1m]))",
          "sum(load) / count(load > 3)",
          "min by (zone) (load) < bool max by (zone) (load)",
          "group by (job) (load) unless on (job) (sum by (job) (load) > 10)",
          "absent(load > 6)",
          "absent_over_time(load{job=\"j9\"}[1m])",
          "sum(max by (job) (load))",
          "count(sum by (instance) (load) > 3)",
          "stdvar(sum by (job) (load))",
          "avg(load / on (zone) group_left () (sum by (zone) (load)))",
          "max_over_time(sum(load)[1m:20s])",
          "max(avg_over_time(sum by (job) (load)[45s:15s]))",
          "sum by (job) (load) or vector(0)",
          "topk by (zone) (1, load)",
          "quantile(0.5, sum by (job) (load))",
          "load - on () group_left () avg(load)",
          "scalar(sum(load)) + load",
          "sum by (job) (sum without (instance) (load) > 4)",
          "sum by (host) (label_replace(load, 'host', '$1', 'instance', 'i([0-4]).*'))",
          "label_replace(load > 2, 'host', 'h$1', 'instance', 'i(.)') > on (host) group_left ()"
              + " (max by (host) (label_replace(load, 'host', 'h$1', 'instance', 'i([02468])')))",
          "count by (at) (label_join(label_replace(rate(load[1m]), 'zone', 'x', 'zone', 'z1'),"
              + " 'at', '/', 'job', 'zone')) or vector(0)",
          "max_over_time(sum by (job) (label_replace(load, 'job', '$1', 'zone', '(.*)'))[1m:20s])",
          "avg(label_replace(sum by (job, host) (label_replace(load, 'host', '$1', 'instance',"
              + " '(.*)')), 'host', 'x$1', 'host', '(.*)'))");

  private final List<String> failures = new ArrayList<>();
  private final Map<String, Integer> skipped = new TreeMap<>();
  private int passed;

  @Test
  void agreesWithPrometheussOwnTests() throws Exception {
    Path folder =
        Path.of(System.getProperty("shared.data", "../shared/data"), "promql", "promqltest");
    assumeThat(folder).as("the shared data is not here").isDirectory();
    Map<String, List<Boolean>> isCore = new HashMap<>();
    for (JsonNode entry : new ObjectMapper().readTree(folder.resolve("index.json").toFile())) {
      boolean core = true;
      for (JsonNode tag : entry.get("tags")) {
        core &= CORE_TAGS.contains(tag.asText());
      }
      isCore.computeIfAbsent(entry.get("file").asText(), file -> new ArrayList<>()).add(core);
    }
    for (Map.Entry<String, List<Boolean>> file : isCore.entrySet()) {
      List<TestCommand> script =
          TestScript.parse(file.getKey(), Files.readString(folder.resolve(file.getKey())));
      List<TestOutcome> outcomes = TestRunner.run(script, new Engine());
      for (int i = 0; i < outcomes.size(); i++) {
        count(file.getKey(), outcomes.get(i), file.getValue().get(i));
      }
    }
    System.out.printf(
        "promqltest in stages: %d passed, %d failed, %d skipped %s%n",
        passed,
        failures.size(),
        skipped.values().stream().mapToInt(Integer::intValue).sum(),
        skipped);
    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(PROMQLTEST_CASES);
  }

  private void count(String file, TestOutcome outcome, boolean isCore) {
    if (!isCore) {
      skipped.merge("outside the core", 1, Integer::sum);
    } else if (outcome.status() == Status.PASSED) {
      passed++;
    } else if (outcome.status() == Status.SKIPPED) {
      skipped.merge(outcome.detail(), 1, Integer::sum);
    } else {
      failures.add(
          "%s:%d %s: %s".formatted(file, outcome.line(), outcome.query(), outcome.detail()));
    }
  }

  /** Evaluates by the operators of a job. */
  private static final class Engine implements QueryEngine {
    @Override
    public Map<Long, List<Element>> evaluate(
        Expr expr,
        EvaluationOptions options,
        TestCommand.Times times,
        SortedMap<Labels, StoredSeries> series) {
      long start = times.start().toMillis();
      long end = times.end().toMillis();
      long step = times.step().toMillis();
      long interval = start == end ? Math.max(start, 60_000) : gcd(start, step);
      if (start < 0) {
        throw new UnsupportedOperationException("ticks before the first sample");
      } else if (start == end && start % interval != 0) {
        interval = start;
      } else if ((end - start) / interval > MAX_TICKS) {
        throw new UnsupportedOperationException("too many ticks");
      }
      PartitionPlan plan;
      try {
        VectorCompiler.compile(expr, EvaluationOptions.DEFAULT.withDelayedNameRemoval());
        plan =
            PartitionPlan.of(expr, List.of(), EvaluationOptions.DEFAULT.withDelayedNameRemoval());
      } catch (IllegalArgumentException refused) {
        if (isForBoundedInputAlone(expr, options)) {
          throw new UnsupportedOperationException("for bounded input alone");
        }
        throw refused;
      }
      try (StagedRun run = new StagedRun(plan, interval)) {
        Map<Long, List<Element>> all = run.run(series, end);
        Map<Long, List<Element>> asked = new TreeMap<>();
        for (long tick = start; tick <= end; tick += step) {
          if (run.failures().containsKey(tick)) {
            throw run.failures().get(tick);
          }
          asked.put(tick, all.getOrDefault(tick, List.of()));
        }
        return asked;
      } catch (EvaluationException noResult) {
        throw noResult;
      } catch (Exception broken) {
        throw new IllegalStateException(broken);
      }
    }

    private static boolean isForBoundedInputAlone(Expr expr, EvaluationOptions bounded) {
      try {
        VectorCompiler.compile(expr, bounded);
        return true;
      } catch (IllegalArgumentException refused) {
        return false;
      }
    }

    private static long gcd(long one, long other) {
      return other == 0 ? one : gcd(other, one % other);
    }
  }

  @Test
  void givesWhatEvaluatingInOnePlaceGives() throws Exception {
    long seed = Long.getLong("staged.seed", System.nanoTime());
    int keys = 0;
    for (int i = 0; i < DATA_SETS; i++) {
      Expr expr = Parser.parse(EXPRESSIONS.get(i % EXPRESSIONS.size()));
      SortedMap<Labels, StoredSeries> series = series(new Random(seed + i));
      PartitionPlan plan = PartitionPlan.of(expr, List.of(), EvaluationOptions.DEFAULT);
      VectorPlan direct = VectorCompiler.compile(expr, EvaluationOptions.DEFAULT);
      try (StagedRun run = new StagedRun(plan, TICK)) {
        Map<Long, List<Element>> staged = run.run(series, 8 * TICK);
        for (long tick = TICK; tick <= 8 * TICK; tick += TICK) {
          assertThat(text(staged.getOrDefault(tick, List.of())))
              .as("%s, tick %s, data set %s, seed %s", expr, tick, i, seed)
              .isEqualTo(text(new SeriesStore(series).evaluate(direct, tick)));
        }
        Set<Labels> reached = new HashSet<>();
        run.partitionKeys().stream()
            .filter(run::isOfRule)
            .forEach(key -> reached.add(RulePiece.partition(key)));
        assertThat(reached)
            .as("partitions of %s, data set %s, seed %s", expr, i, seed)
            .isEqualTo(partitions(plan, series.keySet()));
        keys += reached.size();
      }
    }
    System.out.printf(
        "staged plans: %d passed, 0 failed, 0 skipped (%d partitions, seed %d)%n",
        DATA_SETS, keys, seed);
  }

  /** The partitions of the data, and those that speak without any. */
  private static Set<Labels> partitions(PartitionPlan plan, Set<Labels> series) {
    Set<Labels> partitions = new HashSet<>(plan.silent());
    for (Labels labels : series) {
      for (Leaf leaf : plan.plan().leaves()) {
        if (!leaf.place().supports() || !leaf.reads(labels)) {
          continue;
        }
        partitions.add(plan.partition(leaf.routing(labels)));
      }
    }
    return partitions;
  }

  private static Set<String> text(List<Element> elements) {
    Set<String> text = new TreeSet<>();
    elements.forEach(
        element ->
            text.add(
                "%s %.9g"
                    .formatted(element.labels().without(Labels.METRIC_NAME), element.value())));
    return text;
  }

  private static SortedMap<Labels, StoredSeries> series(Random random) {
    SortedMap<Labels, StoredSeries> all = new TreeMap<>();
    for (int instance = 0; instance < 8; instance++) {
      Labels labels =
          Labels.of(
              "__name__",
              "load",
              "instance",
              "i" + instance,
              "job",
              "j" + random.nextInt(3),
              "zone",
              "z" + instance % 2);
      StoredSeries samples = new StoredSeries();
      for (long time = random.nextInt(5_000);
          time < 8 * TICK;
          time += 5_000 + random.nextInt(9_000)) {
        if (random.nextInt(12) == 0) {
          samples.addStale(time);
        } else {
          samples.add(time, random.nextInt(8) + random.nextInt(4) / 4.0);
        }
      }
      all.put(labels, samples);
    }
    return all;
  }
}
