package io.barograph.jobs.rules;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.series.SeriesBudget;
import io.barograph.core.series.SeriesBudget.Admission;
import io.barograph.core.series.SeriesLimits;
import java.nio.charset.StandardCharsets;

/** Series beyond the series limits as dead letters. */
final class RefusedSeries {
  private RefusedSeries() {}

  /**
   * The dead letter for a refused series of an input.
   *
   * @param refusal which limit is reached
   * @param share what the subtask that met the series keeps of the limits
   */
  static DeadLetter deadLetter(
      String input, Labels series, Admission refusal, SeriesLimits limits, SeriesBudget share) {
    boolean ofMetric = refusal == Admission.METRIC_REACHED;
    return new DeadLetter(
        DeadLetterReason.SERIES_LIMIT,
        ("the metric \"%s\" has a series too many for %s = %d, of which this source subtask takes"
                + " %d; it is not stored: drop the label that grows, or raise the limit")
            .formatted(
                series.metricName(),
                ofMetric ? "series.limit-per-metric" : "series.limit",
                ofMetric ? limits.perMetric() : limits.total(),
                ofMetric ? share.perMetric() : share.total()),
        input,
        0,
        0,
        -1,
        series.toString().getBytes(StandardCharsets.UTF_8));
  }
}
