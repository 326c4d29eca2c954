package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.ValueType;
import java.util.List;

/**
 * An expression ready to be evaluated: leaves that decide on one series each, and nodes above them.
 *
 * <p>Immutable and thread-safe.
 */
public final class VectorPlan {
  private final VectorNode root;
  private final List<Leaf> leaves;
  private final ValueType type;
  private final NameRemoval removal;

  VectorPlan(VectorNode root, List<Leaf> leaves, ValueType type, NameRemoval removal) {
    this.root = root;
    this.leaves = List.copyOf(leaves);
    this.type = type;
    this.removal = removal;
  }

  /** What has to be evaluated on the series. */
  public List<Leaf> leaves() {
    return leaves;
  }

  /** Whether it gives an instant vector or a scalar, which is a vector of one element here. */
  public ValueType type() {
    return type;
  }

  /** The element of a leaf for a series with these labels. */
  Element element(Leaf leaf, Labels series, double value) {
    return leaf.expression().takesNameOff()
        ? removal.off(series, value)
        : new Element(series, value);
  }

  /** The elements of a leaf, after series may have become alike by losing their names. */
  List<Element> checked(Leaf leaf, List<Element> elements) {
    boolean oneName =
        leaf.expression().selectors().stream().noneMatch(one -> one.metricName().isEmpty());
    return oneName || !leaf.expression().takesNameOff() ? elements : removal.checked(elements);
  }

  /**
   * The elements at a tick, in no order unless the expression sorts them.
   *
   * @param tick milliseconds of event time
   * @throws EvaluationException if the vector cannot be told
   */
  public List<Element> evaluate(long tick, VectorInput input) {
    return removal.last(root.evaluate(tick, input));
  }
}
