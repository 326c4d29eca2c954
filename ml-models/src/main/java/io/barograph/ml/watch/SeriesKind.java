package io.barograph.ml.watch;

import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.MeasureKind;

/** A measure of each of the series whose samples it is given. */
interface SeriesKind extends MeasureKind<SeriesSample> {
  /** The fingerprint of the series, by which alerts are held apart too. */
  @Override
  default String key(SeriesSample sample) {
    return key(sample.labels());
  }

  /** The key of a series. */
  default String key(Labels series) {
    return Fingerprint.toHex(series.fingerprint());
  }

  @Override
  default long time(SeriesSample sample) {
    return sample.time();
  }

  /** Two samples of one time that differ are two. */
  @Override
  default String id(SeriesSample sample) {
    return Long.toHexString(Double.doubleToLongBits(sample.value()));
  }
}
