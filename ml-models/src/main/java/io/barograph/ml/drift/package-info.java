/**
 * Tests that tell whether a stream, or a sample, still comes from where it came from: sequential
 * ones for what is known one by one (errors of predictions), two-sample ones for what has no truth
 * yet (scores).
 */
package io.barograph.ml.drift;
