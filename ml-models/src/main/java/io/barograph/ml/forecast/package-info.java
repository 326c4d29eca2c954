/**
 * Where series go: forecasts with intervals, the time until a limit is reached, and plans of
 * capacity. All of it is a function of the values before, without a clock.
 */
package io.barograph.ml.forecast;
