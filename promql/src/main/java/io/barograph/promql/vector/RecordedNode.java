package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.Lookup;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.RecordedExpr;
import io.barograph.promql.parse.Expr.RecordingSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What recording rules wrote when they were last evaluated, as far as a selector takes it.
 *
 * @param metric the metric that they record
 * @param lookBackMillis how old what they wrote may be
 */
record RecordedNode(
    String metric,
    List<Source> sources,
    SeriesSelector selector,
    Lookup lookup,
    long lookBackMillis)
    implements VectorNode {
  /** What is written at no other instant is seen at none. */
  private static final long NO_LOOK_BACK = 1;

  /**
   * A recording rule.
   *
   * @param labels what it sets on each element; an empty value takes the label away
   * @param intervalMillis it is evaluated at the multiples of this
   * @param delayMillis how long before each of its ticks its expression is evaluated, which is also
   *     the time of what it writes
   * @param limit the most elements that it may have; 0 for any number
   * @param behindMillis how much older its tick must at least be than that of the reader
   */
  record Source(
      VectorNode expression,
      Map<String, String> labels,
      long intervalMillis,
      long delayMillis,
      int limit,
      long behindMillis) {

    /** The last tick of which something can be seen at an instant by a rule that has its own. */
    private long newest(long instant, long ruleTick) {
      long newest = Math.min(ruleTick - behindMillis, instant + delayMillis);
      return Math.floorDiv(newest, intervalMillis) * intervalMillis;
    }

    /** How old what it writes at a tick is at an instant. */
    private long age(long evaluated, long instant) {
      return instant - (evaluated - delayMillis);
    }
  }

  /**
   * A node in place of a selector.
   *
   * @param place where it stands
   * @param compiler gives the node of an expression that stands in a place
   */
  static RecordedNode of(
      RecordedExpr recorded,
      Leaf.Place place,
      EvaluationOptions options,
      BiFunction<Expr, Leaf.Place, VectorNode> compiler) {
    Lookup lookup = Lookup.of(recorded.selector(), recorded.selector().time(), options);
    long lookBack = recorded.isOfRange() ? NO_LOOK_BACK : options.lookBackMillis();
    List<Source> sources = new ArrayList<>();
    for (RecordingSource source : recorded.sources()) {
      long interval = source.interval().toMillis();
      long delay = source.queryOffset().toMillis();
      long behind = source.isBehind() ? interval : 0;
      long newest = place.delayMillis() + lookup.offsetMillis() - delay;
      long age = interval + Math.max(behind, newest);
      if (recorded.isOfRange()) {
        age = newest;
      } else if (source.limit() > 0) {
        age = lookBack + newest; // where later ones fail, older evaluations count
      }
      Leaf.Place inside = place.inRecording(interval, delay, age);
      VectorNode expression = compiler.apply(source.expr(), inside);
      sources.add(new Source(expression, source.labels(), interval, delay, source.limit(), behind));
    }
    SeriesSelector selector = new SeriesSelector(recorded.selector().matchers());
    return new RecordedNode(recorded.selector().name(), sources, selector, lookup, lookBack);
  }

  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    long instant = lookup.instant(tick);
    List<Element> elements = new ArrayList<>();
    for (Source source : sources) {
      elements.addAll(seen(source, instant, input));
    }
    NameRemoval.checkDistinct(elements);
    return elements;
  }

  /** An evaluation that fails writes nothing, so that what was written before is still there. */
  private List<Element> seen(Source source, long instant, VectorInput input) {
    long evaluated = source.newest(instant, input.ruleTick());
    while (source.age(evaluated, instant) < lookBackMillis) {
      Optional<List<Element>> written = written(source, evaluated, input);
      if (written.isPresent()) {
        return written.get().stream().filter(one -> selector.matches(one.labels())).toList();
      }
      evaluated -= source.intervalMillis();
    }
    return List.of();
  }

  /** What a source writes at one of its ticks; absent if it fails and may be asked for others. */
  private Optional<List<Element>> written(Source source, long evaluated, VectorInput input) {
    try {
      List<Element> written = new ArrayList<>();
      InputAt then = new InputAt(evaluated, input);
      for (Element element : source.expression().evaluate(evaluated - source.delayMillis(), then)) {
        written.add(new Element(labels(element.labels(), source.labels()), element.value()));
      }
      NameRemoval.checkDistinct(written);
      boolean isTooMuch = source.limit() > 0 && written.size() > source.limit();
      return isTooMuch ? Optional.empty() : Optional.of(written);
    } catch (EvaluationException noResult) {
      if (source.limit() == 0) {
        throw noResult;
      }
      return Optional.empty();
    }
  }

  private Labels labels(Labels element, Map<String, String> set) {
    Labels.Builder builder = element.toBuilder();
    set.forEach(builder::set);
    return builder.set(Labels.METRIC_NAME, metric).build();
  }
}
