package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Aggregation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An aggregation that folds each group into one element.
 *
 * @param parameter the level of {@code quantile}; null for others
 */
record AggregateNode(
    Aggregation aggregation, Grouping grouping, VectorNode operand, NumberNode parameter)
    implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    double level = Double.NaN;
    if (parameter != null) {
      level = parameter.number(tick, input);
      if (!(level >= 0 && level <= 1)) {
        input.annotate(Remarks.quantileOutOfRange(level), parameter.range());
      }
    }
    Map<Labels, Accumulator> groups = new LinkedHashMap<>();
    Set<Labels> namesOff = new HashSet<>();
    for (Element element : operand.evaluate(tick, input)) {
      Labels group = grouping.group(element.labels());
      Accumulator accumulator = groups.get(group);
      if (accumulator == null) {
        accumulator = Accumulator.of(aggregation, level);
        groups.put(group, accumulator);
      }
      accumulator.add(element.value());
      if (element.nameIsOff()) {
        namesOff.add(group);
      }
    }
    List<Element> elements = new ArrayList<>(groups.size());
    groups.forEach(
        (group, folded) ->
            elements.add(new Element(group, folded.result(), namesOff.contains(group))));
    return elements;
  }
}
