package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.core.template.FloatText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many elements of each group have each value.
 *
 * @param label the label that the value is written to
 */
record CountValuesNode(String label, Grouping grouping, VectorNode operand) implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    Map<Labels, CountAccumulator> groups = new LinkedHashMap<>();
    for (Element element : operand.evaluate(tick, input)) {
      String value = FloatText.format(element.value(), 'f', FloatText.SHORTEST);
      Labels group = grouping.group(element.labels().with(label, value));
      groups.computeIfAbsent(group, labels -> new CountAccumulator(0)).add(element.value());
    }
    List<Element> elements = new ArrayList<>(groups.size());
    groups.forEach((group, count) -> elements.add(new Element(group, count.result())));
    return elements;
  }
}
