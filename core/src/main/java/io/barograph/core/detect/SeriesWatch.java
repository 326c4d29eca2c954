package io.barograph.core.detect;

import java.io.Serializable;

/**
 * Series that are watched by one detector.
 *
 * @param name what samples of the detector say of where they come from, label {@code detector}
 * @param series which
 * @param detector how unusual a sample is
 * @param models which series have a model of it, if it is heavy
 * @param bounds within which samples are usual
 * @param traits what is known of them beforehand
 */
public record SeriesWatch(
    String name,
    SeriesSelectors series,
    DetectorType detector,
    ModelUse models,
    Bounds bounds,
    SeriesTraits traits)
    implements Serializable {
  /** True if what is said of a series is said of one that is watched. */
  public boolean takes(SeriesLabel label) {
    return series.cover(label.labels());
  }
}
