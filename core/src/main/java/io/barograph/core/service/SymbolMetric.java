package io.barograph.core.service;

/**
 * The catalogue of samples on how much the data of a symbol is asked for. Every one has the label
 * {@code symbol}, and {@code window} where it is over one. {@code docs/measures.md} says when each
 * is undefined.
 *
 * <p>The order is a part of what measures write: constants are only ever added at the end.
 */
public enum SymbolMetric {
  /** All queries. */
  ALL("queries_total"),
  /** The time since the newest query. */
  LAST_QUERY_AGE("last_query_age_seconds"),
  /** Queries. */
  QUERIES("queries"),
  /** Queries in a second. */
  RATE("queries_per_second"),
  /** Queries in a second by what is usual. */
  HEAT("query_heat_ratio");

  /** The names of all samples on queries start with this. */
  public static final String PREFIX = "barograph_symbol_";

  private final String metricName;

  SymbolMetric(String name) {
    this.metricName = PREFIX + name;
  }

  /** The name of the sample. */
  public String metricName() {
    return metricName;
  }
}
