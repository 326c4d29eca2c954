package io.barograph.jobs.measures;

import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.measure.MeasureKind;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A kind of measure of a job, with records of it.
 *
 * @param record the i-th of a stream of records of three keys, one every quarter of a second
 * @param counter the metric that counts the records of a key, also those that come late; empty if
 *     late records count nowhere
 * @param forgetAfter a key without a record for so long is forgotten
 * @param filling records of one key, in the order of time, that fill what is kept of it
 * @param most the most bytes that are kept of a key, but for names and the ids of the last minute
 */
record MeasuredKind<R extends BusinessRecord>(
    MeasureKind<R> kind,
    IntFunction<R> record,
    String counter,
    Duration forgetAfter,
    List<R> filling,
    int most) {
  @Override
  public String toString() {
    return kind.name();
  }
}
