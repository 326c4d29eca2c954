package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.Arithmetic;
import io.barograph.promql.parse.BinaryOperator;
import io.barograph.promql.parse.VectorMatching;
import io.barograph.promql.parse.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Arithmetic or a comparison between the elements of two vectors that match. */
record MatchNode(
    BinaryOperator operator,
    boolean returnsBool,
    VectorMatching matching,
    Grouping signature,
    VectorNode left,
    VectorNode right,
    NameRemoval removal)
    implements VectorNode {
  static MatchNode of(
      BinaryOperator operator,
      boolean returnsBool,
      VectorMatching matching,
      VectorNode left,
      VectorNode right,
      NameRemoval removal) {
    return new MatchNode(
        operator, returnsBool, matching, signature(matching), left, right, removal);
  }

  /** The labels by which elements find each other. */
  static Grouping signature(VectorMatching matching) {
    return new Grouping(new TreeSet<>(matching.labels().orElse(List.of())), !matching.on());
  }

  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    List<Element> leftElements = left.evaluate(tick, input);
    List<Element> rightElements = right.evaluate(tick, input);
    if (leftElements.isEmpty() || rightElements.isEmpty()) {
      return List.of();
    }
    boolean oneIsLeft = matching.cardinality() == Cardinality.ONE_TO_MANY;
    Map<Labels, Element> ones = bySignature(oneIsLeft ? leftElements : rightElements, oneIsLeft);
    List<Element> elements = new ArrayList<>();
    Set<Labels> taken = new HashSet<>();
    for (Element many : oneIsLeft ? rightElements : leftElements) {
      Labels key = signature.group(many.labels());
      Element one = ones.get(key);
      if (one == null) {
        continue;
      }
      if (matching.cardinality() == Cardinality.ONE_TO_ONE && !taken.add(key)) {
        throw new EvaluationException(
            "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
      }
      Element element = oneIsLeft ? combine(one, many, many, one) : combine(many, one, many, one);
      if (element != null) {
        elements.add(element);
      }
    }
    if (matching.cardinality() != Cardinality.ONE_TO_ONE) {
      checkUnique(elements);
    }
    return takesNameOff() ? removal.checked(elements) : elements;
  }

  private Map<Labels, Element> bySignature(List<Element> elements, boolean isLeft) {
    Map<Labels, Element> bySignature = new HashMap<>();
    for (Element element : elements) {
      Labels key = signature.group(element.labels());
      Element other = bySignature.putIfAbsent(key, element);
      if (other != null) {
        throw new EvaluationException(
            "found duplicate series for the match group %s on the %s hand-side of the operation: [%s, %s];many-to-many matching not allowed: matching labels must be unique on one side"
                .formatted(key, isLeft ? "left" : "right", element.labels(), other.labels()));
      }
    }
    return bySignature;
  }

  private static void checkUnique(List<Element> elements) {
    Set<Labels> seen = new HashSet<>();
    for (Element element : elements) {
      if (!seen.add(element.labels())) {
        throw new EvaluationException(
            "multiple matches for labels: grouping labels must ensure unique matches");
      }
    }
  }

  /** The element of two that match; null where a comparison does not hold. */
  private Element combine(Element leftElement, Element rightElement, Element many, Element one) {
    double leftValue = leftElement.value();
    double rightValue = rightElement.value();
    if (!operator.isComparison()) {
      return element(many, one, Arithmetic.calculate(operator, leftValue, rightValue));
    }
    boolean holds = Arithmetic.compare(operator, leftValue, rightValue);
    if (returnsBool) {
      return element(many, one, holds ? 1 : 0);
    }
    return holds ? element(many, one, leftValue) : null;
  }

  private Element element(Element many, Element one, double value) {
    Labels.Builder builder = null;
    if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
      builder = own(many.labels());
    } else if (!matching.include().orElse(List.of()).isEmpty()) {
      builder = many.labels().toBuilder();
      for (String name : matching.include().get()) {
        builder.set(name, one.labels().get(name));
      }
    }
    Labels labels = builder == null ? many.labels() : builder.build();
    return takesNameOff()
        ? removal.off(labels, value)
        : new Element(labels, value, many.nameIsOff());
  }

  /** The labels that elements which match one to one keep: those by which they match. */
  private Labels.Builder own(Labels labels) {
    List<String> names = matching.labels().orElse(List.of());
    if (!matching.on() && names.isEmpty()) {
      return null;
    }
    Labels.Builder builder = Labels.builder();
    for (int i = 0; i < labels.size(); i++) {
      if (matching.on() == names.contains(labels.name(i))) {
        builder.add(labels.name(i), labels.value(i));
      }
    }
    return builder;
  }

  private boolean takesNameOff() {
    return returnsBool || !operator.isComparison();
  }
}
