/**
 * Units that wear out: how long one has left, learned from units whose failures are known, or that
 * it drifts away from its beginning, by rule. All of it is a function of the rows before, without a
 * clock.
 */
package io.barograph.ml.failure;
