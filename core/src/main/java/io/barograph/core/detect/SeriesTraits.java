package io.barograph.core.detect;

import java.io.Serializable;

/**
 * What a pack knows of series beforehand.
 *
 * @param type what their values are
 * @param calendar the session calendar by which they repeat themselves, {@code XNYS}; empty for
 *     days of UTC
 */
public record SeriesTraits(MetricType type, String calendar) implements Serializable {
  /** Nothing. */
  public static final SeriesTraits DEFAULT = new SeriesTraits(MetricType.AUTO, "");
}
