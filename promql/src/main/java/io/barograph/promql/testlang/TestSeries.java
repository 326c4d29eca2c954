package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.SeriesStore;
import io.barograph.promql.vector.StoredSeries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The series that a test has stored so far. Not thread-safe. */
final class TestSeries {
  /** Why a case that reads native histograms is not judged. */
  static final String NO_HISTOGRAMS = "native histograms are not supported";

  private final SortedMap<Labels, StoredSeries> numbers = new TreeMap<>();

  /** The same with native histograms as values that are no number. */
  private final SortedMap<Labels, StoredSeries> all = new TreeMap<>();

  private final Set<Labels> histograms = new HashSet<>();

  /** Forgets all series. */
  void clear() {
    numbers.clear();
    all.clear();
    histograms.clear();
  }

  /** Takes note that a series will have native histograms. */
  void expectHistograms(Labels labels) {
    histograms.add(labels);
  }

  /** Stores what stands at a place of a sequence. */
  void add(Labels labels, long time, SequenceValue value) {
    switch (value.kind()) {
      case NUMBER -> add(labels, time, value.value());
      case STALE -> addStale(labels, time);
      case HISTOGRAM -> {
        histograms.add(labels);
        in(numbers, labels).addStale(time);
        in(all, labels).add(time, Double.NaN);
      }
      case OMITTED -> {}
    }
  }

  /** Stores a number. */
  void add(Labels labels, long time, double value) {
    in(numbers, labels).add(time, value);
    in(all, labels).add(time, value);
  }

  /** Stores the end of a series. */
  void addStale(Labels labels, long time) {
    in(numbers, labels).addStale(time);
    in(all, labels).addStale(time);
  }

  /** What expressions are evaluated on. */
  SeriesStore store() {
    return new SeriesStore(leaf -> countsSamples(leaf) ? all : numbers);
  }

  /** The series without native histograms. */
  SortedMap<Labels, StoredSeries> numbers() {
    return numbers;
  }

  /** True if {@code expr} asks for a series with native histograms. */
  boolean readsHistograms(Expr expr) {
    return Leaves.of(expr).stream()
        .map(leaf -> new SeriesSelector(leaf.matchers()))
        .anyMatch(leaf -> histograms.stream().anyMatch(leaf::matches));
  }

  /** True if a leaf asks only whether there are samples, so that histograms count too. */
  private static boolean countsSamples(Leaf leaf) {
    return leaf.expr() instanceof Call call
        && List.of("count_over_time", "present_over_time").contains(call.function().name());
  }

  private static StoredSeries in(SortedMap<Labels, StoredSeries> series, Labels labels) {
    return series.computeIfAbsent(labels, absent -> new StoredSeries());
  }
}
