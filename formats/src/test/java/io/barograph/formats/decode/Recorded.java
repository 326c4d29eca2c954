package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a decoder emits. */
final class Recorded implements DecodedRecords {
  final List<Sample> samples = new ArrayList<>();
  final List<LogRecord> logs = new ArrayList<>();
  final List<String> refused = new ArrayList<>();

  @Override
  public void sample(Labels labels, long timestamp, double value, boolean stale) {
    samples.add(new Sample(labels, timestamp, value, stale));
  }

  @Override
  public void log(LogRecord log) {
    logs.add(log);
  }

  @Override
  public void refused(String field, String reason) {
    refused.add(field + ": " + reason);
  }

  /** What a record yields, or {@code malformed: } and the message. */
  String summary() {
    return samples + " " + logs + " " + refused;
  }
}
