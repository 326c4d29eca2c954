package io.barograph.ml.watch;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.detect.MetricType;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Labels;
import io.barograph.core.series.CounterRate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is taken of the samples of several series: of those that are counters by their name, how
 * fast they rise. Not thread-safe.
 */
final class CounterRates {
  private final int most;
  private final Map<Labels, CounterRate> rates = new LinkedHashMap<>();

  /**
   * Knows no series.
   *
   * @param most so many counters are known at most
   */
  CounterRates(int most) {
    this.most = most;
  }

  /** The value of a gauge, the rate of a counter; NaN where that is not known. */
  double value(SeriesSample sample) {
    if (!MetricType.AUTO.isCounter(sample.labels().metricName())) {
      return sample.value();
    }
    CounterRate rate = rates.get(sample.labels());
    if (rate == null) {
      if (rates.size() == most) {
        return Double.NaN;
      }
      rate = new CounterRate();
      rates.put(sample.labels(), rate);
    }
    return rate.add(sample.time(), sample.value());
  }

  /** Forgets counters of which nothing came since {@code time}. */
  void forgetBefore(long time) {
    rates.values().removeIf(rate -> rate.isOlderThan(time));
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(rates.size());
    for (Map.Entry<Labels, CounterRate> one : rates.entrySet()) {
      LabelsBytes.write(one.getKey(), out);
      one.getValue().write(out);
    }
  }

  /** Reads, into one that knows none, what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      Labels series = LabelsBytes.read(in);
      rates.put(series, CounterRate.read(in));
    }
  }
}
