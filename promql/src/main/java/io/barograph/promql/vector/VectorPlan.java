package io.barograph.promql.vector;

import io.barograph.promql.parse.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An expression ready to be evaluated: leaves that decide on one series each, and nodes above them.
 *
 * <p>Immutable and thread-safe.
 */
public final class VectorPlan {
  private final VectorNode root;

  /** Says when the alerts of a rule may end; null if nothing does. */
  private final VectorNode recovery;

  private final List<PlanSource> sources;
  private final List<Leaf> leaves;
  private final ValueType type;
  private final NameRemoval removal;

  private final long delayMillis;

  /**
   * A plan by which no alerts end.
   *
   * @param delayMillis how long before each tick it is evaluated, its sources inside
   */
  VectorPlan(
      VectorNode root,
      List<PlanSource> sources,
      ValueType type,
      NameRemoval removal,
      long delayMillis) {
    this(root, null, sources, type, removal, delayMillis);
  }

  private VectorPlan(
      VectorNode root,
      VectorNode recovery,
      List<PlanSource> sources,
      ValueType type,
      NameRemoval removal,
      long delayMillis) {
    this.root = root;
    this.recovery = recovery;
    this.sources = List.copyOf(sources);
    this.leaves = sources.stream().flatMap(VectorPlan::leavesOf).toList();
    this.type = type;
    this.removal = removal;
    this.delayMillis = delayMillis;
  }

  /** The same with {@code expression}, on the same sources, saying when alerts may end. */
  VectorPlan recoveringBy(VectorNode expression) {
    return new VectorPlan(root, expression, sources, type, removal, delayMillis);
  }

  /** What it is evaluated on, by the places that {@link VectorInput} names. */
  public List<PlanSource> sources() {
    return sources;
  }

  /** What has to be evaluated on the series, for the plan and all its pieces. */
  public List<Leaf> leaves() {
    return leaves;
  }

  private static Stream<Leaf> leavesOf(PlanSource source) {
    return source instanceof Piece piece
        ? piece.plan().leaves().stream()
        : Stream.of((Leaf) source);
  }

  /** Whether it gives an instant vector or a scalar, which is a vector of one element here. */
  public ValueType type() {
    return type;
  }

  /**
   * The vector of a leaf.
   *
   * @param values what the leaf's expression gives on each series, by its labels
   * @throws EvaluationException if two series become alike
   */
  public List<Element> leafVector(Leaf leaf, List<Element> values) {
    if (!leaf.expression().takesNameOff()) {
      return values;
    }
    List<Element> vector = new ArrayList<>(values.size());
    for (Element value : values) {
      vector.add(removal.off(value.labels(), value.value()));
    }
    boolean oneName =
        leaf.expression().selectors().stream().noneMatch(one -> one.metricName().isEmpty());
    return oneName ? vector : removal.checked(vector);
  }

  /**
   * The elements at a tick, in no order unless the expression sorts them.
   *
   * @param tick milliseconds of event time
   * @throws EvaluationException if the vector cannot be told
   */
  public List<Element> evaluate(long tick, VectorInput input) {
    return evaluate(root, tick, input);
  }

  /** True if an expression says when alerts may end. */
  public boolean hasRecovery() {
    return recovery != null;
  }

  /**
   * The elements at a tick of the expression that says when alerts may end; there must be one.
   *
   * @throws EvaluationException as {@link #evaluate}
   */
  public List<Element> recovered(long tick, VectorInput input) {
    return evaluate(recovery, tick, input);
  }

  private List<Element> evaluate(VectorNode node, long tick, VectorInput input) {
    return removal.last(node.evaluate(tick - delayMillis, new InputAt(tick, input)));
  }
}
