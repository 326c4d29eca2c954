package io.barograph.ml.failure;

/**
 * What is expected of a unit at a row.
 *
 * @param unit its name
 * @param timeMillis the time of the row
 * @param probability that it fails within the band's horizon, 0 to 1
 * @param measure hours left, or the drift in deviations of noise
 * @param bound where {@code measure} makes a warning, of the same unit
 * @param reason what it means
 */
public record FailurePrediction(
    String unit,
    long timeMillis,
    double probability,
    double measure,
    double bound,
    FailureReason reason) {}
