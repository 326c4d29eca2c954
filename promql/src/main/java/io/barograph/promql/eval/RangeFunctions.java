package io.barograph.promql.eval;

import java.util.Map;
import java.util.Optional;

/** The functions of a range that take nothing else. */
final class RangeFunctions {
  /** A function of a range and the number of samples that it needs. */
  record Entry(RangeFunction function, int leastSamples) {}

  private static final Map<String, Entry> ALL =
      Map.ofEntries(
          Map.entry("rate", new Entry(CounterFunctions::rate, 2)),
          Map.entry("increase", new Entry(CounterFunctions::increase, 2)),
          Map.entry("delta", new Entry(CounterFunctions::delta, 2)),
          Map.entry("irate", new Entry(CounterFunctions::instantRate, 2)),
          Map.entry("idelta", new Entry(CounterFunctions::instantDelta, 2)),
          Map.entry("deriv", new Entry(TrendFunctions::slope, 2)),
          Map.entry("changes", new Entry(CounterFunctions::changes, 1)),
          Map.entry("resets", new Entry(CounterFunctions::resets, 1)),
          Map.entry("avg_over_time", new Entry(OverTimeFunctions::average, 1)),
          Map.entry("min_over_time", new Entry(OverTimeFunctions::min, 1)),
          Map.entry("max_over_time", new Entry(OverTimeFunctions::max, 1)),
          Map.entry("sum_over_time", new Entry(OverTimeFunctions::sum, 1)),
          Map.entry("count_over_time", new Entry(OverTimeFunctions::count, 1)),
          Map.entry("first_over_time", new Entry(OverTimeFunctions::first, 1)),
          Map.entry("last_over_time", new Entry(OverTimeFunctions::last, 1)),
          Map.entry("present_over_time", new Entry(OverTimeFunctions::present, 1)),
          Map.entry("stddev_over_time", new Entry(OverTimeFunctions::standardDeviation, 1)),
          Map.entry("stdvar_over_time", new Entry(OverTimeFunctions::variance, 1)));

  private RangeFunctions() {}

  /** The function of that name, if it is one of a range alone. */
  static Optional<Entry> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }
}
