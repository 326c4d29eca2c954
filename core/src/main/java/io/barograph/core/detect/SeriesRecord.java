package io.barograph.core.detect;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.BusinessRecord;

/** What is told of a series that is watched: what it was, or what people say of that. */
public sealed interface SeriesRecord extends BusinessRecord permits SeriesSample, SeriesLabel {
  /** The series, its name among them. */
  Labels labels();

  /** Tells records of one series and time apart. */
  String id();
}
