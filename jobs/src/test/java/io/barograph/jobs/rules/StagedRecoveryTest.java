package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.SeriesStore;
import io.barograph.promql.vector.StoredSeries;
import io.barograph.promql.vector.VectorCompiler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The operators of a job end an alert at the tick at which evaluating everything in one place says
 * that it has recovered.
 */
class StagedRecoveryTest {
  private static final long TICK = 15_000;
  private static final int TICKS = 80;
  private static final int DATA_SETS = 20;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum by (job) (load) > 12                        | sum by (job) (load) < 6",
        "sum by (job) (load) > 12                        | max by (job) (load) < 4",
        "load > 7                                        | avg_over_time(load[2m]) < 3",
        "sum(load) > 30                                  | sum(max by (job) (load)) < 12",
        "max(sum by (job) (load)) > 15                   | count(sum by (job) (load) > 8) < 2",
        "load / on (zone) group_left () sum by (zone) (load) > 0.5 "
            + "| load / on (zone) group_left () sum by (zone) (load) < 0.2",
        "max_over_time(sum by (job) (load)[1m:15s]) > 14 | min_over_time(sum by (job) (load)[1m:15s]) < 3",
        "sum by (host) (label_replace(load, 'host', '$1', 'instance', 'i([0-2]).*')) > 9 "
            + "| sum by (host) (label_replace(load, 'host', '$1', 'instance', 'i([0-2]).*')) < 4",
      })
  void inStagesAsInOnePlace(String condition, String recovery) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Expr expr = Parser.parse(condition);
    Expr recover = Parser.parse(recovery);
    int goingOn = 0;
    for (int set = 0; set < DATA_SETS; set++) {
      SortedMap<Labels, StoredSeries> series = series(random);
      Map<Long, Set<Labels>> told;
      try (StagedRun run =
          new StagedRun(
              PartitionPlan.of(expr, Optional.of(recover), List.of(), EvaluationOptions.DEFAULT),
              TICK)) {
        run.run(series, TICKS * TICK);
        told = run.firing();
      }

      SeriesStore store = new SeriesStore(series);
      Set<Labels> firing = new TreeSet<>();
      for (long tick = 0; tick <= TICKS * TICK; tick += TICK) {
        Set<Labels> high = labels(store, expr, tick);
        Set<Labels> recovered = labels(store, recover, tick);
        int before = firing.size();
        firing.removeIf(alert -> !high.contains(alert) && recovered.contains(alert));
        firing.addAll(high);
        goingOn += firing.size() > high.size() ? 1 : 0;
        assertThat(at(told, tick))
            .as("seed %s, data set %s, tick %s, %s before", seed, set, tick / TICK, before)
            .isEqualTo(firing);
      }
    }
    assertThat(goingOn).as("seed %s: ticks that the recovery decided", seed).isPositive();
  }

  private static Set<Labels> at(Map<Long, Set<Labels>> told, long tick) {
    SortedMap<Long, Set<Labels>> until = new TreeMap<>(told).headMap(tick + 1);
    return until.isEmpty() ? Set.of() : until.get(until.lastKey());
  }

  private static Set<Labels> labels(SeriesStore store, Expr expr, long tick) {
    return store.evaluate(VectorCompiler.compile(expr, EvaluationOptions.DEFAULT), tick).stream()
        .map(Element::labels)
        .map(labels -> labels.without(Labels.METRIC_NAME))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Random walks without a gap, so that no data is ever missing. */
  private static SortedMap<Labels, StoredSeries> series(Random random) {
    SortedMap<Labels, StoredSeries> series = new TreeMap<>();
    for (int number = 0; number < 6; number++) {
      Labels labels =
          Labels.of(
              "__name__", "load",
              "instance", "i" + number,
              "job", "j" + number % 3,
              "zone", "z" + number % 2);
      StoredSeries samples = new StoredSeries();
      double value = 5;
      for (int at = 0; at <= TICKS; at++) {
        value = Math.min(10, Math.max(0, value + 2 * random.nextGaussian()));
        samples.add(at * TICK, value);
      }
      series.put(labels, samples);
    }
    return series;
  }
}
