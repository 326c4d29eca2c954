package io.barograph.promql.parse;

/**
 * One thing wrong with a query.
 *
 * @param range where it is wrong
 * @param message what is wrong, in Prometheus's words
 */
public record ParseError(PositionRange range, String message) {}
