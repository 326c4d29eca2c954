package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.core.template.FloatText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The elements with the greatest or the least values of each group, ordered by value; NaN comes
 * last, and of equal values that with the lesser labels first.
 */
record RankNode(boolean greatest, Grouping grouping, VectorNode operand, NumberNode count)
    implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    List<Element> elements = operand.evaluate(tick, input);
    if (elements.isEmpty()) {
      return elements;
    }
    int most = limit(count.number(tick, input), elements.size());
    Map<Labels, List<Element>> groups = new LinkedHashMap<>();
    for (Element element : elements) {
      groups
          .computeIfAbsent(grouping.group(element.labels()), labels -> new ArrayList<>())
          .add(element);
    }
    List<Element> chosen = new ArrayList<>();
    for (List<Element> group : groups.values()) {
      group.sort(order(greatest).thenComparing(Element::labels));
      chosen.addAll(group.subList(0, Math.min(most, group.size())));
    }
    return chosen;
  }

  /** By value, NaN last. */
  static Comparator<Element> order(boolean descending) {
    Comparator<Element> byValue = Comparator.comparingDouble(Element::value);
    return Comparator.<Element, Boolean>comparing(element -> Double.isNaN(element.value()))
        .thenComparing(descending ? byValue.reversed() : byValue);
  }

  private static int limit(double number, int most) {
    if (Double.isNaN(number)) {
      throw new EvaluationException("Parameter value is NaN");
    }
    if (!(number >= Long.MIN_VALUE && number < 0x1p63)) {
      throw new EvaluationException(
          "Scalar value %s overflows int64".formatted(FloatText.shortest(number)));
    }
    return (int) Math.max(0, Math.min(number, most));
  }
}
