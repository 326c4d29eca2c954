package io.barograph.cli.live;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.util.ArrayList;
import java.util.List;

/** Samples of one probe and one instant, all with the labels {@code job} and {@code instance}. */
public final class SampleBatch {
  private final String job;
  private final String instance;
  private final long timestamp;
  private final List<Sample> samples = new ArrayList<>();

  /** An empty batch at {@code timestamp}, milliseconds since the epoch. */
  public SampleBatch(String job, String instance, long timestamp) {
    this.job = job;
    this.instance = instance;
    this.timestamp = timestamp;
  }

  /**
   * Adds one sample.
   *
   * @param namesAndValues further labels, name and value in turn; a label without a value is left
   *     out
   */
  public SampleBatch add(String metric, double value, String... namesAndValues) {
    Labels.Builder labels = Labels.builder();
    labels.set(Labels.METRIC_NAME, metric).set("job", job).set("instance", instance);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.set(namesAndValues[i], namesAndValues[i + 1]);
    }
    samples.add(Sample.of(labels.build(), timestamp, value));
    return this;
  }

  /** The samples so far. */
  public List<Sample> samples() {
    return List.copyOf(samples);
  }
}
