package io.barograph.core.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the values of a series are: of a counter, how fast it rises is watched, per second. */
public enum MetricType {
  /** A counter if its name ends as those of counters do in OpenMetrics, else a gauge. */
  AUTO("auto"),
  /** What only rises, but for resets. */
  COUNTER("counter"),
  /** What rises and falls. */
  GAUGE("gauge");

  private final String wireName;

  MetricType(String wireName) {
    this.wireName = wireName;
  }

  /** True if a metric of that name is a counter. */
  public boolean isCounter(String metricName) {
    return this == COUNTER
        || (this == AUTO && (metricName.endsWith("_total") || metricName.endsWith("_bucket")));
  }

  /** The name in files. */
  public String wireName() {
    return wireName;
  }

  /** The type of a name. */
  public static Optional<MetricType> ofWireName(String name) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(name)).findFirst();
  }

  /** All names, in order. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(MetricType::wireName).toList();
  }
}
