package io.barograph.jobs.rules;

/**
 * What the rules pipeline counts.
 *
 * <p>Samples received by the batchers = matched + unmatched + over the series limits; samples
 * stored by the series stage = matched − duplicates − unknown − unread.
 */
public enum RulesMetric {
  SAMPLES_MATCHED("numSamplesMatched", "samples of series that some rule reads"),
  SAMPLES_UNMATCHED("numSamplesUnmatched", "samples of series that no rule reads"),
  SAMPLES_OVER_LIMIT("numSamplesOverSeriesLimit", "samples of series beyond the series limits"),
  SERIES_REFUSED("numSeriesRefused", "series refused by the series limits, each a dead letter"),
  SAMPLES_STORED("numSamplesStored", "samples that the series stage received"),
  SAMPLES_DUPLICATE(
      "numSamplesDuplicate", "samples for a time at which the series had one already"),
  SAMPLES_UNKNOWN("numSamplesUnknownSeries", "samples of series that were never announced"),
  SAMPLES_UNREAD("numSamplesUnread", "samples older than the rules that read their series"),
  SAMPLES_STORED_LATE("numSamplesStoredLate", "samples that count in later ticks only"),
  SAMPLES_EVALUATED(
      "numSamplesEvaluated", "samples at which rules on arrival were evaluated as they came"),
  SERIES("numSeries", "series that the series stage holds now"),
  TICKS("numTicksEvaluated", "ticks evaluated, counted per key group"),
  TRANSITIONS("numAlertTransitions", "changes of alerts that were told"),
  PARTITION_TICKS("numPartitionTicks", "ticks of rules on several series, per partition"),
  EVALUATION_ERRORS(
      "numEvaluationErrors", "ticks of partitions without a result, such as many to many matches"),
  CHANGES("numRuleChanges", "published rule packs that took effect"),
  CHANGES_REFUSED("numRuleChangesRefused", "published rule packs that were not taken"),
  QUESTIONS("numStateQuestions", "questions about the state of the job that were handed on"),
  QUESTIONS_REFUSED(
      "numStateQuestionsRefused", "questions that were malformed, too old or too many"),
  OVER_BUDGET("numRulesOverBudget", "times that a rule broke its budget for three minutes");

  private final String metricName;
  private final String help;

  RulesMetric(String metricName, String help) {
    this.metricName = metricName;
    this.help = help;
  }

  /** True if the series stage counts it, false if the batchers do or if it is a gauge. */
  boolean isOfSeriesStage() {
    return ordinal() >= SAMPLES_STORED.ordinal()
        && ordinal() <= TRANSITIONS.ordinal()
        && this != SERIES;
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
