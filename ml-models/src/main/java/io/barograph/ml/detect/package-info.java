/**
 * Detectors of anomalies, in one pass: single ones, which expect the next value of a series from
 * those before it, an ensemble of them, and one over all metrics of an entity.
 */
package io.barograph.ml.detect;
