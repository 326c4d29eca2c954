package io.barograph.ml.watch;

import io.barograph.core.detect.SeriesRecord;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.MeasureKind;

/**
 * A measure of each of the series whose records it is given.
 *
 * @param <R> the records
 */
interface SeriesKind<R extends SeriesRecord> extends MeasureKind<R> {
  /** The fingerprint of the series, by which alerts are held apart too. */
  @Override
  default String key(R record) {
    return key(record.labels());
  }

  /** The key of a series. */
  default String key(Labels series) {
    return Fingerprint.toHex(series.fingerprint());
  }

  @Override
  default long time(R record) {
    return record.time();
  }

  @Override
  default String id(R record) {
    return record.id();
  }
}
