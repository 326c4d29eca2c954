package io.barograph.cli.detect;

import io.barograph.core.detect.MetricType;
import io.barograph.core.session.SeasonClock;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detector;
import io.barograph.ml.detect.Detectors;

/**
 * How the series of files are scored.
 *
 * @param detector its name
 * @param type what the values of series are; those of an entity's metrics are taken as they stand
 * @param clock by which series, and metrics of entities, repeat themselves
 */
public record SeriesScoring(
    String detector, DetectionConfig config, MetricType type, SeasonClock clock) {
  Detector begin(String series) {
    return Detectors.create(detector, series, config, clock);
  }
}
