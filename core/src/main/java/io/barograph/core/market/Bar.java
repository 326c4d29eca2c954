package io.barograph.core.market;

/**
 * The prices and the volume of one symbol over one stretch of time.
 *
 * @param openTime when it begins, milliseconds since the epoch
 * @param symbol the instrument
 * @param venue the venue or feed
 * @param open the first price
 * @param high the greatest price
 * @param low the least price
 * @param close the last price
 * @param volume the volume traded in it, in units of the instrument
 */
public record Bar(
    long openTime,
    String symbol,
    String venue,
    double open,
    double high,
    double low,
    double close,
    double volume) {}
