package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.Lookup;
import io.barograph.promql.eval.SeriesSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What recording rules wrote when they were last evaluated, as far as a selector takes it.
 *
 * @param metric the metric that they record
 * @param lookBackMillis how old what they wrote may be
 */
record RecordedNode(
    String metric,
    List<Source> sources,
    SeriesSelector selector,
    Lookup lookup,
    long lookBackMillis)
    implements VectorNode {
  /**
   * A recording rule.
   *
   * @param labels what it sets on each element; an empty value takes the label away
   * @param delayMillis how much older its evaluation must at least be than the reader's
   */
  record Source(
      VectorNode expression, Map<String, String> labels, long intervalMillis, long delayMillis) {}

  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    long instant = lookup.instant(tick);
    List<Element> elements = new ArrayList<>();
    for (Source source : sources) {
      long interval = source.intervalMillis();
      long newest = Math.min(instant, tick - source.delayMillis());
      long evaluated = Math.floorDiv(newest, interval) * interval;
      if (instant - evaluated < lookBackMillis) {
        List<Element> written = new ArrayList<>();
        for (Element element : source.expression().evaluate(evaluated, input)) {
          written.add(new Element(labels(element.labels(), source.labels()), element.value()));
        }
        NameRemoval.checkDistinct(written);
        written.removeIf(element -> !selector.matches(element.labels()));
        elements.addAll(written);
      }
    }
    NameRemoval.checkDistinct(elements);
    return elements;
  }

  private Labels labels(Labels element, Map<String, String> set) {
    Labels.Builder builder = element.toBuilder();
    set.forEach(builder::set);
    return builder.set(Labels.METRIC_NAME, metric).build();
  }
}
