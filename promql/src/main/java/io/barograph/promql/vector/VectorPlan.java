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
  private final long offsetMillis;

  /** True if the sources of a tick are evaluated as long before it as the plan is. */
  private final boolean sourcesAreDelayed;

  VectorPlan(VectorNode root, List<PlanSource> sources, ValueType type, NameRemoval removal) {
    this(root, sources, type, removal, 0, false);
  }

  private VectorPlan(
      VectorNode root,
      List<PlanSource> sources,
      ValueType type,
      NameRemoval removal,
      long offsetMillis,
      boolean sourcesAreDelayed) {
    this.root = root;
    this.sources = List.copyOf(sources);
    this.leaves = sources.stream().flatMap(VectorPlan::leavesOf).toList();
    this.type = type;
    this.removal = removal;
    this.offsetMillis = offsetMillis;
    this.sourcesAreDelayed = sourcesAreDelayed;
  }

  /** The same, evaluated {@code queryOffsetMillis} before each tick on series as they are then. */
  public VectorPlan withQueryOffset(long queryOffsetMillis) {
    return new VectorPlan(root, sources, type, removal, queryOffsetMillis, false);
  }

  /** The same, where each source is evaluated as long before its tick and then sent here. */
  public VectorPlan inStagesDelayed(long delayMillis) {
    List<PlanSource> delayed = sources.stream().map(source -> source.delayed(delayMillis)).toList();
    return new VectorPlan(root, delayed, type, removal, delayMillis, true);
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
    VectorInput then = sourcesAreDelayed ? new DelayedInput(input) : input;
    return removal.last(root.evaluate(tick - offsetMillis, then));
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
    public void annotate(String remark, PositionRange range) {
      input.annotate(remark, range);
    }

    private long tickOf(int source, long instant) {
      boolean ofTick = sources.get(source).place().stepMillis() == 0;
      return ofTick ? instant + offsetMillis : instant;
    }
  }
}
