package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.testlang.SequenceValue.Kind;
import io.barograph.promql.testlang.TestCommand.Clear;
import io.barograph.promql.testlang.TestCommand.Evaluate;
import io.barograph.promql.testlang.TestCommand.Load;
import io.barograph.promql.testlang.TestCommand.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes from scripts whose values Prometheus 2 computed what Prometheus 3 computes otherwise.
 *
 * <p>Version 2 extrapolates a counter whose first sample is far behind the start of the range
 * another way: it bounds the extrapolation at the counter's zero before it bounds it at half a
 * distance, version 3 after that.
 */
final class Version2 {
  private static final Set<String> EXTRAPOLATING = Set.of("rate", "increase");

  /** Samples of the scripts are a minute apart; an edge within 1.1 of that is reached. */
  private static final long REACH_MILLIS = 66_000;

  private Version2() {}

  /**
   * The script without the ticks at which some counter's first sample is far behind the start of
   * its range: each case is cut into cases of the ticks between those.
   */
  static List<TestCommand> withoutUncoveredTicks(List<TestCommand> script) throws ParseException {
    Map<Labels, NavigableSet<Long>> samples = new HashMap<>();
    List<TestCommand> covered = new ArrayList<>();
    for (TestCommand command : script) {
      if (command instanceof Evaluate evaluate) {
        covered.addAll(coveredParts(evaluate, samples));
        continue;
      }
      if (command instanceof Clear) {
        samples.clear();
      } else if (command instanceof Load load) {
        load.series().forEach(series -> samples.put(series.labels(), times(load, series)));
      }
      covered.add(command);
    }
    return covered;
  }

  private static NavigableSet<Long> times(Load load, SeriesValues series) {
    NavigableSet<Long> times = new TreeSet<>();
    for (int i = 0; i < series.values().size(); i++) {
      if (series.values().get(i).kind() == Kind.NUMBER) {
        times.add(i * load.step().toMillis());
      }
    }
    return times;
  }

  private static List<Evaluate> coveredParts(
      Evaluate evaluate, Map<Labels, NavigableSet<Long>> samples) throws ParseException {
    List<MatrixSelector> ranges = counterRanges(Parser.parse(evaluate.query()));
    Times times = evaluate.times();
    int ticks = (int) times.end().minus(times.start()).dividedBy(times.step()) + 1;
    List<Evaluate> parts = new ArrayList<>();
    int first = 0;
    for (int tick = 0; tick <= ticks; tick++) {
      long time = times.start().plus(times.step().multipliedBy(tick)).toMillis();
      boolean isCovered =
          tick < ticks && ranges.stream().allMatch(range -> isCovered(range, time, samples));
      if (!isCovered) {
        if (tick > first) {
          parts.add(part(evaluate, first, tick));
        }
        first = tick + 1;
      }
    }
    return parts;
  }

  private static boolean isCovered(
      MatrixSelector range, long tick, Map<Labels, NavigableSet<Long>> samples) {
    SeriesSelector selector = new SeriesSelector(range.selector().matchers());
    long end = tick - range.selector().time().offset().toMillis();
    long start = end - range.width().toMillis();
    for (Map.Entry<Labels, NavigableSet<Long>> series : samples.entrySet()) {
      if (selector.matches(series.getKey())) {
        Long first = series.getValue().higher(start);
        if (first != null && first <= end && first > start + REACH_MILLIS) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<MatrixSelector> counterRanges(Expr expr) {
    List<MatrixSelector> ranges = new ArrayList<>();
    boolean extrapolates =
        expr instanceof Call call && EXTRAPOLATING.contains(call.function().name());
    for (Expr child : expr.children()) {
      if (extrapolates && child instanceof MatrixSelector matrix) {
        ranges.add(matrix);
      }
      ranges.addAll(counterRanges(child));
    }
    return ranges;
  }

  /** The case from one tick to before another. */
  private static Evaluate part(Evaluate evaluate, int from, int to) {
    List<SeriesValues> series = new ArrayList<>();
    for (SeriesValues one : evaluate.series()) {
      int size = one.values().size();
      series.add(
          new SeriesValues(
              one.labels(), one.values().subList(Math.min(from, size), Math.min(to, size))));
    }
    Duration step = evaluate.times().step();
    return new Evaluate(
        evaluate.line(),
        new Times(
            evaluate.times().start().plus(step.multipliedBy(from)),
            evaluate.times().start().plus(step.multipliedBy(to - 1L)),
            step),
        evaluate.query(),
        evaluate.scalar(),
        series,
        evaluate.expectations());
  }
}
