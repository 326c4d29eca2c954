package io.barograph.jobs.measures;

import io.barograph.core.prediction.JoinCounts;

/** What the joins of predictions and outcomes have seen, over restarts. */
public enum JoinMetric {
  LABELLED("numPredictionsLabelled", "predictions that met their outcome"),
  GIVEN_UP("numPredictionsGivenUp", "predictions whose outcome is no longer waited for"),
  ORPHANS("numOutcomesWithoutPrediction", "outcomes that no prediction came for"),
  DUPLICATES("numModelRecordsDuplicate", "predictions and outcomes that were told again"),
  CONFLICTS("numOutcomesConflicting", "outcomes that were told again and say something else"),
  EVICTED("numPredictionIdsEvicted", "ids that were forgotten because there were too many");

  private final String metricName;
  private final String help;

  JoinMetric(String metricName, String help) {
    this.metricName = metricName;
    this.help = help;
  }

  /** The number of it. */
  long of(JoinCounts counts) {
    return switch (this) {
      case LABELLED -> counts.labelled();
      case GIVEN_UP -> counts.givenUp();
      case ORPHANS -> counts.orphans();
      case DUPLICATES -> counts.duplicatePredictions() + counts.duplicateOutcomes();
      case CONFLICTS -> counts.conflictingOutcomes();
      case EVICTED -> counts.evicted();
    };
  }

  /** The name in Flink's metrics. */
  public String metricName() {
    return metricName;
  }

  /** What it counts. */
  public String help() {
    return help;
  }
}
