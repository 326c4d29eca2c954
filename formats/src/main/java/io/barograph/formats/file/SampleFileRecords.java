package io.barograph.formats.file;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;

/** Receives what a file holds, in the order in which it stands there. */
public interface SampleFileRecords {
  /**
   * A sample.
   *
   * @param labels the series, its metric name inside
   * @param timestamp event time, milliseconds since the epoch
   * @param value any double; 0 if stale
   * @param stale true for a stale marker
   */
  void sample(Labels labels, long timestamp, double value, boolean stale);

  /**
   * A part of the file that is not taken; the rest of it counts.
   *
   * @param place where it stands, from 1: the line, or the message of a capture
   * @param reason what kind of fault it is
   * @param detail the field, its value and what was expected, in one sentence
   */
  void refused(long place, DeadLetterReason reason, String detail);
}
