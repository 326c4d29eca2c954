package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** Writes a label on each element. */
record LabelWriteNode(VectorNode operand, LabelWrite write) implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    List<Element> elements = new ArrayList<>();
    for (Element element : operand.evaluate(tick, input)) {
      elements.add(written(element));
    }
    NameRemoval.checkDistinct(elements);
    return elements;
  }

  private Element written(Element element) {
    boolean nameIsOff = element.nameIsOff() && !write.target().equals(Labels.METRIC_NAME);
    return write
        .on(element.labels())
        .map(labels -> new Element(labels, element.value(), nameIsOff))
        .orElse(element);
  }
}
