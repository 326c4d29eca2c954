package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.measure.BusinessRecord;

/** Receives what one Kafka record holds. */
public interface DecodedRecords {
  /**
   * A sample.
   *
   * @param labels the series, its metric name inside; the same instance for the same bytes as long
   *     as the decoder remembers them
   * @param timestamp event time, milliseconds since the epoch, 0 to {@link EventTime#MAX}
   * @param value any double; 0 if stale
   * @param stale true for a stale marker
   */
  void sample(Labels labels, long timestamp, double value, boolean stale);

  /** A log record. */
  void log(LogRecord log);

  /** A business record; refused by those who take none. */
  default void business(BusinessRecord record) {
    refused("record", "is a business record, and neither a sample nor a log record");
  }

  /**
   * A part of the record that is well formed but not taken; the rest of the record counts.
   *
   * @param field the part, by its path in the format
   * @param reason what it was and what is expected, in one sentence
   */
  void refused(String field, String reason);
}
