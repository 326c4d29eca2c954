package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.eval.SampleWindow;
import io.barograph.promql.parse.PositionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Series that are there as a whole, to evaluate expressions on. Not thread-safe. */
public final class SeriesStore {
  private final Function<Leaf, SortedMap<Labels, ? extends SampleWindow>> seriesOf;

  /** The store of {@code series}, which may change between evaluations. */
  public SeriesStore(SortedMap<Labels, ? extends SampleWindow> series) {
    this(leaf -> series);
  }

  /** A store that shows each leaf series of its own. */
  public SeriesStore(Function<Leaf, SortedMap<Labels, ? extends SampleWindow>> seriesOf) {
    this.seriesOf = seriesOf;
  }

  /**
   * What an expression gives at a tick.
   *
   * @throws EvaluationException if the expression has no result
   */
  public List<Element> evaluate(VectorPlan plan, long tick) {
    return evaluate(plan, tick, false, (remark, range) -> {});
  }

  /**
   * What an expression gives at a tick.
   *
   * @param isRange true if the results of several ticks are put together
   * @param remarks takes remarks on the result and what they are about
   * @throws EvaluationException if the expression has no result
   */
  public List<Element> evaluate(
      VectorPlan plan, long tick, boolean isRange, BiConsumer<String, PositionRange> remarks) {
    return plan.evaluate(tick, input(plan, isRange, remarks));
  }

  /**
   * What an expression is evaluated on.
   *
   * @param isRange true if the results of several ticks are put together
   * @param remarks takes remarks on the result and what they are about
   */
  public VectorInput input(
      VectorPlan plan, boolean isRange, BiConsumer<String, PositionRange> remarks) {
    return new VectorInput() {
      @Override
      public List<Element> leaf(int leaf, long instant, double[] scalars) {
        return elements(plan, (Leaf) plan.sources().get(leaf), instant, scalars);
      }

      @Override
      public boolean isRange() {
        return isRange;
      }

      @Override
      public void annotate(String remark, PositionRange range) {
        remarks.accept(remark, range);
      }
    };
  }

  private List<Element> elements(VectorPlan plan, Leaf leaf, long tick, double[] scalars) {
    List<Element> elements = new ArrayList<>();
    EvaluationResult result = new EvaluationResult();
    seriesOf
        .apply(leaf)
        .forEach(
            (labels, samples) -> {
              if (!leaf.reads(labels)) {
                return;
              }
              SampleWindow window =
                  scalars.length == 0 ? samples : new WindowWithScalars(samples, scalars);
              leaf.expression().evaluate(tick, window, labels, result);
              if (result.isPresent()) {
                elements.add(new Element(labels, result.value()));
              }
            });
    return plan.leafVector(leaf, elements);
  }

  /** The samples of a series and the numbers that other vectors give. */
  private static final class WindowWithScalars implements SampleWindow {
    private final SampleWindow samples;
    private final double[] scalars;

    WindowWithScalars(SampleWindow samples, double[] scalars) {
      this.samples = samples;
      this.scalars = scalars;
    }

    @Override
    public int size() {
      return samples.size();
    }

    @Override
    public long timestamp(int index) {
      return samples.timestamp(index);
    }

    @Override
    public double value(int index) {
      return samples.value(index);
    }

    @Override
    public boolean stale(int index) {
      return samples.stale(index);
    }

    @Override
    public double scalar(int index) {
      return scalars[index];
    }
  }
}
