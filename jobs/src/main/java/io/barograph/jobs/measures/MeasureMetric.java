package io.barograph.jobs.measures;

/**
 * What a measure stage counts: received = folded + duplicate + over the key limit + still waiting
 * for the clock.
 */
public enum MeasureMetric {
  RECORDS_FOLDED("numRecordsFolded", "business records that were folded into a measure"),
  RECORDS_LATE(
      "numRecordsFoldedLate", "of those, records that came behind a tick that was closed already"),
  RECORDS_DUPLICATE(
      "numRecordsDuplicate", "business records that had come before, by key, time and id"),
  RECORDS_OVER_LIMIT(
      "numRecordsOverKeyLimit",
      "records of keys beyond measures.max-keys, and of series, metrics and entities beyond theirs,"
          + " left out"),
  SAMPLES("numSamplesDerived", "samples that were derived"),
  KEYS("numMeasuredKeys", "keys of which something is kept now");

  private final String metricName;
  private final String help;

  MeasureMetric(String metricName, String help) {
    this.metricName = metricName;
    this.help = help;
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
