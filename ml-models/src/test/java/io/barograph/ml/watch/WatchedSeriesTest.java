package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.MetricType;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesRecord;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detector;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.threshold.SeasonalBounds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class WatchedSeriesTest {
  private static final long MINUTE = 60_000;
  private static final SeriesTraits NEW_YORK = new SeriesTraits(MetricType.AUTO, "XNYS");
  private static final Labels LOAD = Labels.of(Labels.METRIC_NAME, "load", "host", "a");

  private static WatchedSeriesKind kind(DetectorType detector) {
    return kind(detector, SeriesTraits.DEFAULT);
  }

  private static WatchedSeriesKind kind(DetectorType detector, SeriesTraits traits) {
    SeriesSelectors all =
        new SeriesSelectors(List.of(List.of(LabelMatcher.equal(Labels.METRIC_NAME, "load"))));
    return new WatchedSeriesKind(
        List.of(new SeriesWatch("all", all, detector, ModelUse.ALWAYS, Bounds.DEFAULT, traits)),
        new ModelLimit(1, 1),
        new ModelPatience(Duration.ofDays(1)));
  }

  private static SeriesSample sample(int i) {
    double value = 50 + new Random(i).nextGaussian() + (i % 301 == 300 ? 30 : 0);
    return new SeriesSample(LOAD, i * MINUTE, value);
  }

  private static List<String> samples(Measure<SeriesRecord> series, int from, int to) {
    List<String> given = new ArrayList<>();
    for (int i = from; i < to; i++) {
      series.add(sample(i));
      series.sample(i * MINUTE, (labels, value) -> given.add(labels.metricName() + " " + value));
    }
    return given;
  }

  private static Measure<SeriesRecord> read(WatchedSeriesKind kind, ByteArrayOutputStream bytes)
      throws IOException {
    return kind.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  /** As it was before there were models. */
  @Test
  void readsWhatTheFirstVersionWrote() throws IOException {
    List<String> whole = samples(kind(DetectorType.ENSEMBLE).begin(sample(0)), 0, 1_000);
    DetectionConfig config = DetectionConfig.shipped();
    Detector detector = Detectors.create(Detectors.ENSEMBLE, "", config);
    SeasonalBounds bounds = new SeasonalBounds(Bounds.DEFAULT);
    for (int i = 0; i < 600; i++) {
      detector.add(sample(i).time(), sample(i).value());
      bounds.add(sample(i).time(), sample(i).value());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(1);
    LabelsBytes.write(LOAD, out);
    out.writeUTF(Detectors.ENSEMBLE);
    out.writeInt(Bounds.DEFAULT.hashCode());
    out.writeLong(599 * MINUTE);
    out.writeBoolean(false);
    Parts.write(part -> Detectors.write(detector, config, part), out);
    Parts.write(bounds::write, out);

    List<String> rest = samples(read(kind(DetectorType.ENSEMBLE), bytes), 600, 1_000);

    assertThat(rest)
        .isNotEmpty()
        .isEqualTo(whole.subList(whole.size() - rest.size(), whole.size()));
  }

  /** As it was before there were calendars. */
  @Test
  void readsWhatTheSecondVersionWrote() throws IOException {
    List<String> whole = samples(kind(DetectorType.ENSEMBLE).begin(sample(0)), 0, 1_000);
    Measure<SeriesRecord> first = kind(DetectorType.ENSEMBLE).begin(sample(0));
    samples(first, 0, 600);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    first.write(new DataOutputStream(written));
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(head);
    out.writeByte(2);
    LabelsBytes.write(LOAD, out);
    out.writeUTF(Detectors.ENSEMBLE);
    out.writeInt(Bounds.DEFAULT.hashCode());
    int traits = Short.BYTES + 1;
    int behind = head.size() + traits;
    head.write(written.toByteArray(), behind, written.size() - behind);

    List<String> rest = samples(read(kind(DetectorType.ENSEMBLE), head), 600, 1_000);

    assertThat(rest)
        .isNotEmpty()
        .isEqualTo(whole.subList(whole.size() - rest.size(), whole.size()));
  }

  @Test
  void aSeriesWhoseCalendarIsAnotherNowLearnsAnew() throws IOException {
    Measure<SeriesRecord> series = kind(DetectorType.ENSEMBLE, NEW_YORK).begin(sample(0));
    samples(series, 0, 1_000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    series.write(new DataOutputStream(bytes));

    List<String> same = samples(read(kind(DetectorType.ENSEMBLE, NEW_YORK), bytes), 1_000, 1_010);
    List<String> other = samples(read(kind(DetectorType.ENSEMBLE), bytes), 1_000, 1_010);

    assertThat(same).isEqualTo(samples(series, 1_000, 1_010)).anyMatch(is("barograph_expected"));
    assertThat(other)
        .startsWith("barograph_anomaly_score 0.0", "barograph_anomaly_strength 0.0")
        .noneMatch(is("barograph_expected"));
  }

  /** Behind a reset it goes on as before; as a gauge it would be out of range with each sample. */
  @Test
  void ofACounterTheRateIsWatched() throws IOException {
    SeriesTraits counter = new SeriesTraits(MetricType.COUNTER, "");
    Measure<SeriesRecord> series = kind(DetectorType.ENSEMBLE, counter).begin(sample(0));
    CounterSamples requests = new CounterSamples();
    double learning = requests.strength(series, 0, 1_000);
    requests.reset();
    assertThat(requests.strength(series, 1_000, 1_300)).isLessThan(0.5);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    series.write(new DataOutputStream(bytes));
    Measure<SeriesRecord> restored = read(kind(DetectorType.ENSEMBLE, counter), bytes);
    assertThat(requests.strength(restored, 1_300, 1_400)).isLessThan(0.5);
    requests.burst();
    assertThat(requests.strength(restored, 1_400, 1_402)).isGreaterThan(Math.max(0.8, learning));

    Measure<SeriesRecord> asGauge = read(kind(DetectorType.ENSEMBLE), bytes);
    assertThat(samples(asGauge, 1_300, 1_301))
        .containsExactly("barograph_anomaly_score 0.0", "barograph_anomaly_strength 0.0");
  }

  /** Some 100 requests a minute. */
  private static final class CounterSamples {
    private final Random random = new Random(3);
    private double total = 1e6;

    private void reset() {
      total = 0;
    }

    private void burst() {
      total += 5_000;
    }

    /** The highest that was told of the samples. */
    private double strength(Measure<SeriesRecord> series, int from, int to) {
      double[] highest = new double[1];
      for (int i = from; i < to; i++) {
        total += 100 + 10 * random.nextGaussian();
        series.add(new SeriesSample(LOAD, i * MINUTE, total));
        series.sample(
            i * MINUTE,
            (labels, value) -> {
              if (labels.metricName().equals("barograph_anomaly_strength")) {
                highest[0] = Math.max(highest[0], value);
              }
            });
      }
      return highest[0];
    }
  }

  /** A summary's label is also that of bounds, a counter of failures may have a reason. */
  @Test
  void labelsOfTheSeriesThatAreTakenStayUnderAnotherName() {
    Labels own =
        LOAD.toBuilder()
            .set("quantile", "0.5")
            .set("reason", "disk")
            .set("metric", "m")
            .set("detector", "d")
            .build();
    SeriesSample first = new SeriesSample(own, 0, 50);
    Measure<SeriesRecord> series = kind(DetectorType.RANDOM_CUT_FOREST).begin(first);
    Set<Labels> derived = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      series.add(new SeriesSample(own, i * MINUTE, 50 + new Random(i).nextGaussian()));
      series.sample(i * MINUTE, (labels, value) -> derived.add(labels));
    }

    assertThat(derived)
        .allMatch(labels -> labels.get("exported_metric").equals("m"))
        .allMatch(labels -> labels.get("exported_detector").equals("d"))
        .allMatch(labels -> labels.get("metric").equals("load"))
        .allMatch(labels -> labels.get("detector").equals("all"));
    assertThat(derived.stream().filter(labels -> labels.metricName().endsWith("_upper")))
        .hasSize(2)
        .allMatch(labels -> labels.get("exported_quantile").equals("0.5"));
    assertThat(derived.stream().filter(labels -> labels.metricName().endsWith("_fallback")))
        .anyMatch(labels -> labels.get("reason").equals("model_learning"))
        .allMatch(labels -> labels.get("exported_reason").equals("disk"))
        .anyMatch(labels -> labels.get("reason").isEmpty());
  }

  private static Predicate<String> is(String metric) {
    return sample -> sample.startsWith(metric);
  }

  @Test
  void aSeriesWhoseDetectorIsAnotherNowLearnsAnew() throws IOException {
    Measure<SeriesRecord> forest = kind(DetectorType.RANDOM_CUT_FOREST).begin(sample(0));
    assertThat(samples(forest, 0, 400))
        .contains("barograph_anomaly_fallback 1.0", "barograph_anomaly_fallback 0.0");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    forest.write(new DataOutputStream(bytes));

    List<String> asForest = samples(read(kind(DetectorType.RANDOM_CUT_FOREST), bytes), 400, 500);
    List<String> asEnsemble = samples(read(kind(DetectorType.ENSEMBLE), bytes), 400, 500);

    assertThat(asForest).isEqualTo(samples(forest, 400, 500));
    assertThat(asEnsemble)
        .startsWith("barograph_anomaly_score 0.0", "barograph_anomaly_strength 0.0")
        .noneMatch(one -> one.contains("fallback"));
  }
}
