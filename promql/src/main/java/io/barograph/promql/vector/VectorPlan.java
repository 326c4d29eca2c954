package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.PositionRange;
import io.barograph.promql.parse.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * An expression ready to be evaluated: leaves that decide on one series each, and nodes above them.
 *
 * <p>Immutable and thread-safe.
 */
public final class VectorPlan {
  private final VectorNode root;
  private final List<PlanSource> sources;
  private final List<Leaf> leaves;
  private final ValueType type;
  private final NameRemoval removal;

  /** How long before each tick it is evaluated. */
  private final long delayMillis;

  VectorPlan(VectorNode root, List<PlanSource> sources, ValueType type, NameRemoval removal) {
    this(root, sources, type, removal, 0);
  }

  private VectorPlan(
      VectorNode root,
      List<PlanSource> sources,
      ValueType type,
      NameRemoval removal,
      long delayMillis) {
    this.root = root;
    this.sources = List.copyOf(sources);
    this.leaves = sources.stream().flatMap(VectorPlan::leavesOf).toList();
    this.type = type;
    this.removal = removal;
    this.delayMillis = delayMillis;
  }

  /**
   * The same, evaluated some time before each tick, as a group's {@code query_offset} asks: each of
   * its sources is evaluated as long before, and what comes of it is given under the tick.
   *
   * @param millis how long before, at least 0; a plan is delayed once
   */
  public VectorPlan delayed(long millis) {
    if (millis == 0) {
      return this;
    }
    List<PlanSource> delayed = sources.stream().map(source -> source.delayed(millis)).toList();
    return new VectorPlan(root, delayed, type, removal, millis);
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
    VectorInput then = delayMillis == 0 ? input : new DelayedInput(input);
    return removal.last(root.evaluate(tick - delayMillis, then));
  }

  /** Finds under its tick what was evaluated before it. */
  private final class DelayedInput implements VectorInput {
    private final VectorInput input;

    DelayedInput(VectorInput input) {
      this.input = input;
    }

    @Override
    public List<Element> leaf(int leaf, long instant, double[] scalars) {
      return input.leaf(leaf, tickOf(leaf, instant), scalars);
    }

    @Override
    public SortedMap<Labels, List<Partial>> parts(int source, long instant) {
      return input.parts(source, tickOf(source, instant));
    }

    @Override
    public boolean isRange() {
      return input.isRange();
    }

    @Override
    public void annotate(String remark, PositionRange range) {
      input.annotate(remark, range);
    }

    private long tickOf(int source, long instant) {
      boolean ofTick = sources.get(source).place().stepMillis() == 0;
      return ofTick ? instant + delayMillis : instant;
    }
  }
}
