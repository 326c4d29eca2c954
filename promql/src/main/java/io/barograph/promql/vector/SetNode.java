package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.BinaryOperator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code and}, {@code or} and {@code unless} between two vectors.
 *
 * @param signature the labels by which elements find each other
 */
record SetNode(BinaryOperator operator, Grouping signature, VectorNode left, VectorNode right)
    implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    List<Element> leftElements = left.evaluate(tick, input);
    List<Element> rightElements = right.evaluate(tick, input);
    if (operator == BinaryOperator.LOR) {
      List<Element> elements = new ArrayList<>(leftElements);
      elements.addAll(select(rightElements, leftElements, false));
      return elements;
    }
    return select(leftElements, rightElements, operator == BinaryOperator.LAND);
  }

  /** The elements that have a partner among {@code others}, or those that have none. */
  private List<Element> select(List<Element> elements, List<Element> others, boolean withPartner) {
    if (others.isEmpty()) {
      return withPartner ? List.of() : elements;
    }
    Set<Labels> signatures = new HashSet<>();
    for (Element other : others) {
      signatures.add(signature.group(other.labels()));
    }
    List<Element> selected = new ArrayList<>();
    for (Element element : elements) {
      if (signatures.contains(signature.group(element.labels())) == withPartner) {
        selected.add(element);
      }
    }
    return selected;
  }
}
