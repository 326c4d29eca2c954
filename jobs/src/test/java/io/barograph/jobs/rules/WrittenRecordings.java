package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.SeriesStore;
import io.barograph.promql.vector.StoredSeries;
import io.barograph.promql.vector.VectorCompiler;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Recording rules that write samples, as in Prometheus. Not thread-safe. */
final class WrittenRecordings {
  private final List<RuleGroup> groups;
  private final Map<String, Set<Labels>> before = new HashMap<>();

  /**
   * Recording rules.
   *
   * @param text a rule file, each group with an interval
   */
  WrittenRecordings(String text) throws RuleFileException {
    this.groups = RuleFile.parse("recordings", text).groups();
  }

  /** Writes what the groups record that have the tick. */
  void write(long tick, SortedMap<Labels, StoredSeries> series) {
    for (RuleGroup group : groups) {
      if (tick % group.interval().orElseThrow().toMillis() == 0) {
        group.rules().forEach(rule -> write(group, rule, tick, series));
      }
    }
  }

  private void write(
      RuleGroup group, Rule rule, long tick, SortedMap<Labels, StoredSeries> series) {
    long offset = group.queryOffset().orElse(Duration.ZERO).toMillis();
    List<Element> elements = evaluate(rule.expr(), offset, series, tick);
    if (group.limit() > 0 && elements.size() > group.limit()) {
      return;
    }
    Set<Labels> now = new HashSet<>();
    for (Element element : elements) {
      Labels.Builder labels = element.labels().toBuilder();
      rule.labels().forEach(labels::set);
      Labels recorded = labels.set(Labels.METRIC_NAME, rule.name()).build();
      now.add(recorded);
      series
          .computeIfAbsent(recorded, any -> new StoredSeries())
          .add(tick - offset, element.value());
    }
    Set<Labels> gone = before.put(rule.name(), now);
    if (gone != null) {
      gone.removeAll(now);
      gone.forEach(labels -> series.get(labels).addStale(tick - offset));
    }
  }

  /** What an expression gives that is evaluated some time before a tick. */
  static List<Element> evaluate(
      Expr expr, long offset, SortedMap<Labels, StoredSeries> series, long tick) {
    EvaluationOptions options =
        EvaluationOptions.DEFAULT.withQueryOffset(Duration.ofMillis(offset));
    return new SeriesStore(series).evaluate(VectorCompiler.compile(expr, options), tick);
  }
}
