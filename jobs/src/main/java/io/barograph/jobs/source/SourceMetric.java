package io.barograph.jobs.source;

/** What the clocked source counts and shows. */
public enum SourceMetric {
  CLOCK_ADVANCES("numClockAdvances", "advances of quiet partitions that were recorded and applied"),
  CLOCK_ANSWER_AGE(
      "clockAnswerAgeMillis", "age of the broker's last word on where the partitions end"),
  RECORDS_READ("numRecordsRead", "Kafka records that were read"),
  SAMPLES_DECODED("numSamplesDecoded", "samples that were decoded"),
  LOGS_DECODED("numLogsDecoded", "log records that were decoded"),
  BUSINESS_DECODED("numBusinessRecordsDecoded", "business records that were decoded"),
  DEAD_LETTERS("numDeadLetters", "Kafka records, or parts of them, that became dead letters"),
  SAMPLES_LATE(
      "numSamplesLate", "samples, log records and business records behind their partition's clock"),
  SAMPLE_DELAY(
      "sampleDelayMillis",
      "histogram of the time from a record's newest event time to its reading, one record in 10 ms");

  private final String metricName;
  private final String help;

  SourceMetric(String metricName, String help) {
    this.metricName = metricName;
    this.help = help;
  }

  /** The name in Flink's metrics. */
  public String metricName() {
    return metricName;
  }

  /** What it counts or shows. */
  public String help() {
    return help;
  }
}
