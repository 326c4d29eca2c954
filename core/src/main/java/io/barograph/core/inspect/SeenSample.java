package io.barograph.core.inspect;

/**
 * A sample of a series.
 *
 * @param time milliseconds of event time
 * @param value not a number if it is a stale marker
 * @param stale true if it says that the series has ended
 */
public record SeenSample(long time, double value, boolean stale) {}
