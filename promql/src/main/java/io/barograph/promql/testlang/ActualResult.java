package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.PositionRange;
import io.barograph.promql.vector.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the evaluation of a case gave. */
final class ActualResult {
  /** Values by tick, by element, elements in the order in which they came. */
  private final Map<Labels, Map<Long, Double>> series = new LinkedHashMap<>();

  private final List<String> remarks = new ArrayList<>();
  private final String query;

  ActualResult(String query) {
    this.query = query;
  }

  void add(long tick, List<Element> vector) {
    for (Element element : vector) {
      series
          .computeIfAbsent(element.labels(), labels -> new TreeMap<>())
          .put(tick, element.value());
    }
  }

  /** Takes a remark; its place is told as Prometheus does, line and column of its start. */
  void remark(String remark, PositionRange range) {
    String before = query.substring(0, Math.min(range.start(), query.length()));
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    int column = range.start() - (before.lastIndexOf('\n') + 1) + 1;
    remarks.add("%s (%d:%d)".formatted(remark, line, column));
  }

  Map<Labels, Map<Long, Double>> series() {
    return series;
  }

  List<String> remarks() {
    return remarks;
  }
}
