package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** Writes a label with the values of others, joined by a separator. */
record LabelJoinNode(VectorNode operand, String target, String separator, List<String> sources)
    implements VectorNode {
  LabelJoinNode {
    if (target.isEmpty()) {
      throw new IllegalArgumentException(
          "invalid destination label name in label_join(): " + target);
    }
    sources = List.copyOf(sources);
  }

  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    List<Element> elements = new ArrayList<>();
    for (Element element : operand.evaluate(tick, input)) {
      String joined = String.join(separator, sources.stream().map(element.labels()::get).toList());
      boolean nameIsOff = element.nameIsOff() && !target.equals(Labels.METRIC_NAME);
      elements.add(new Element(element.labels().with(target, joined), element.value(), nameIsOff));
    }
    NameRemoval.checkDistinct(elements);
    return elements;
  }
}
