package io.barograph.promql.eval;

import io.barograph.core.labels.Labels;
import java.util.List;

/**
 * An expression that decides on one series alone, ready to run.
 *
 * <p>Immutable and thread-safe; an evaluation allocates nothing.
 */
public interface SeriesExpression {
  /** The leaves; every one of them must match a series for the expression to be evaluated on it. */
  List<SeriesSelector> selectors();

  /**
   * How far behind a tick the expression looks, in milliseconds: a tick T needs the samples in
   * {@code (T - windowMillis, T]}.
   */
  long windowMillis();

  /** True if the metric name of the series does not say what the value is. */
  boolean takesNameOff();

  /**
   * Evaluates the expression on one series.
   *
   * @param tick the instant, milliseconds of event time
   * @param samples the samples of the series; those after the tick are not looked at
   * @param series the labels of the series
   * @param result takes the outcome
   */
  void evaluate(long tick, SampleWindow samples, Labels series, EvaluationResult result);
}
