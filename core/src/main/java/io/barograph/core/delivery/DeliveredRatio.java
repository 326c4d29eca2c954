package io.barograph.core.delivery;

import io.barograph.core.alert.ReceiverMetric;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How much of what a receiver was to be told it was told, of the last {@link #LENGTH}.
 *
 * @param told so many notifications a channel has taken
 * @param notTold so many were refused or given up, wherever they went then
 */
public record DeliveredRatio(long told, long notTold) {
  /** So long back is looked. */
  public static final Duration LENGTH = Duration.ofMinutes(15);

  /** From one look to the next. */
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Nothing was to be told. */
  public static final DeliveredRatio NONE = new DeliveredRatio(0, 0);

  /** The one of a single receipt; {@link #NONE} if the channel had not to be told. */
  public static DeliveredRatio of(Receipt.Result result) {
    return switch (result) {
      case DELIVERED, DIGESTED -> new DeliveredRatio(1, 0);
      case REFUSED, GAVE_UP -> new DeliveredRatio(0, 1);
      case NEVER_TOLD, NOT_WANTED -> NONE;
    };
  }

  /** Both together. */
  public DeliveredRatio plus(DeliveredRatio other) {
    return new DeliveredRatio(told + other.told, notTold + other.notTold);
  }

  /** The samples of a receiver; the end of its series if nothing was to be told. */
  public List<Sample> samples(String receiver, long timestamp) {
    if (equals(NONE)) {
      return Arrays.stream(ReceiverMetric.values())
          .map(metric -> Sample.stale(series(metric, receiver), timestamp))
          .toList();
    }
    double all = told + notTold;
    return List.of(
        Sample.of(series(ReceiverMetric.DELIVERED, receiver), timestamp, told / all),
        Sample.of(series(ReceiverMetric.NOTIFICATIONS, receiver), timestamp, all));
  }

  private static Labels series(ReceiverMetric metric, String receiver) {
    return Labels.of(Labels.METRIC_NAME, metric.metricName(), ReceiverMetric.RECEIVER, receiver);
  }
}
