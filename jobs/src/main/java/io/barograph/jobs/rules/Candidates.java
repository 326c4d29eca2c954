package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.eval.SeriesSelector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds which of many expressions read a series, by its metric name first. */
final class Candidates {
  private static final int[] NONE = {};

  private final List<SeriesExpression> expressions;

  /** For each metric name that is asked for, the expressions; others under the empty name. */
  private final Map<String, int[]> byName = new HashMap<>();

  Candidates(List<SeriesExpression> expressions) {
    this.expressions = expressions;
    Map<String, List<Integer>> places = new HashMap<>();
    for (int i = 0; i < expressions.size(); i++) {
      String name = expressions.get(i).selectors().get(0).metricName();
      places.computeIfAbsent(name, any -> new ArrayList<>()).add(i);
    }
    places.forEach(
        (name, some) -> byName.put(name, some.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** The places of the expressions that read the series, ascending. */
  int[] reading(Labels series) {
    int[] named = byName.getOrDefault(series.metricName(), NONE);
    int[] unnamed = byName.getOrDefault("", NONE);
    int[] reading = new int[named.length + unnamed.length];
    int count = 0;
    for (int[] some : List.of(named, unnamed)) {
      for (int place : some) {
        if (reads(expressions.get(place), series)) {
          reading[count++] = place;
        }
      }
    }
    int[] result = Arrays.copyOf(reading, count);
    Arrays.sort(result);
    return result;
  }

  private static boolean reads(SeriesExpression expression, Labels series) {
    for (SeriesSelector selector : expression.selectors()) {
      if (!selector.matches(series)) {
        return false;
      }
    }
    return true;
  }
}
