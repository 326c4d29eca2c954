package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.promql.rules.Rule.RecordingRule;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.VectorPlan;
import java.util.Map;
import java.util.TreeMap;

/** A recording rule under test. */
final class TestedRecording implements TestedRule {
  private final RecordingRule rule;
  private final TestedQuery query;
  private final int limit;
  private final WrittenSeries written = new WrittenSeries();

  TestedRecording(RecordingRule rule, TestedQuery query, int limit) {
    this.rule = rule;
    this.query = query;
    this.limit = limit;
  }

  @Override
  public RecordingRule rule() {
    return rule;
  }

  @Override
  public void evaluate(long tick, TestSeries series) {
    VectorPlan plan = query.plan(tick);
    Map<Labels, Double> vector = new TreeMap<>();
    for (Element element : series.store().evaluate(plan, tick)) {
      if (vector.put(recorded(element.labels()), element.value()) != null) {
        throw new EvaluationException(
            "vector contains metrics with the same labelset after applying rule labels");
      }
    }
    TestedRule.checkLimit(limit, vector.size(), "series");
    written.write(vector, tick - query.offsetMillis(), series);
  }

  private Labels recorded(Labels element) {
    Labels.Builder labels = element.toBuilder().set(Labels.METRIC_NAME, rule.name());
    rule.labels().forEach(labels::set);
    return labels.build();
  }
}
