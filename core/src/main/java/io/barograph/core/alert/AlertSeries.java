package io.barograph.core.alert;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The series by which rules read alerts, as Prometheus writes them:
 *
 * <ul>
 *   <li>{@code ALERTS{alertstate="pending|firing",<labels of the alert>}}, always 1;
 *   <li>{@code ALERTS_FOR_STATE{<labels of the alert>}}: its activeAt, whole seconds since the
 *       epoch.
 * </ul>
 *
 * An alert without data is shown as what it was before. Each series ends with a stale marker: both
 * when the alert ends, the old {@code ALERTS} when it changes between pending and firing.
 */
public final class AlertSeries {
  /** The metric that says which alerts are alive. */
  public static final String ALERTS = "ALERTS";

  /** The metric that says since when they are. */
  public static final String ALERTS_FOR_STATE = "ALERTS_FOR_STATE";

  /**
   * Both metrics, and those of {@link QualityMetric} and {@link ReceiverMetric}, which come back
   * the same way.
   */
  public static final List<String> METRICS =
      Stream.of(
              Stream.of(ALERTS, ALERTS_FOR_STATE),
              Arrays.stream(QualityMetric.values()).map(QualityMetric::metricName),
              Arrays.stream(ReceiverMetric.values()).map(ReceiverMetric::metricName))
          .flatMap(names -> names)
          .toList();

  /** The label of {@link #ALERTS} that tells a pending alert from a firing one. */
  public static final String STATE = "alertstate";

  /** The values of {@link #STATE}. */
  public static final List<String> STATES =
      List.of(AlertStatus.PENDING.wireName(), AlertStatus.FIRING.wireName());

  private static final long MILLIS_PER_SECOND = 1_000;

  private AlertSeries() {}

  /** True if {@code metricName} is one of {@link #METRICS}. */
  public static boolean isNamed(String metricName) {
    return METRICS.contains(metricName);
  }

  /**
   * The samples that an alert gives at a tick.
   *
   * @param before the alert when it gave samples last, or null if it has given none
   * @param now the alert as it is, or null
   * @param timestamp of the samples
   */
  public static List<Sample> samples(Alert before, Alert now, long timestamp) {
    List<Sample> samples = new ArrayList<>();
    Set<Labels> given = new HashSet<>();
    if (isAlive(now)) {
      samples.add(Sample.of(alerts(now), timestamp, 1));
      double activeSince = (double) Math.floorDiv(now.state().activeAt(), MILLIS_PER_SECOND);
      samples.add(Sample.of(forState(now), timestamp, activeSince));
      samples.forEach(sample -> given.add(sample.labels()));
    }
    if (isAlive(before)) {
      for (Labels series : List.of(alerts(before), forState(before))) {
        if (!given.contains(series)) {
          samples.add(Sample.stale(series, timestamp));
        }
      }
    }
    return samples;
  }

  private static boolean isAlive(Alert alert) {
    return alert != null && alert.state().status().isAlive();
  }

  private static Labels alerts(Alert alert) {
    return alert.labels().toBuilder()
        .set(Labels.METRIC_NAME, ALERTS)
        .set(STATE, shown(alert.state()).wireName())
        .build();
  }

  private static Labels forState(Alert alert) {
    return alert.labels().with(Labels.METRIC_NAME, ALERTS_FOR_STATE);
  }

  private static AlertStatus shown(AlertState state) {
    return switch (state.status()) {
      case NODATA -> state.hasFired() ? AlertStatus.FIRING : AlertStatus.PENDING;
      case PENDING, FIRING -> state.status();
      case RESOLVED, INACTIVE -> throw new IllegalStateException("ended: " + state);
    };
  }
}
