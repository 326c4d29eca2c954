package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.ml.forecast.ChangePoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastSeriesKindTest {
  private static final long STEP = Duration.ofMinutes(15).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long MINUTE = 60_000;

  /** A Monday, at 14:00. */
  private static final long MOVED = 11 * DAY + 14 * 60 * MINUTE;

  private static final Labels LOAD = Labels.of(Labels.METRIC_NAME, "load", "host", "a");

  private final ForecastSeriesKind kind =
      new ForecastSeriesKind(
          List.of(
              new ForecastWatch(
                  "all",
                  new SeriesSelectors(List.of(List.of())),
                  Duration.ofMillis(STEP),
                  Duration.ofHours(1),
                  null)));

  /** What is said at a tick. */
  private record Told(long tick, String name, double value) {}

  private Measure<SeriesSample> restored(Measure<SeriesSample> series) throws IOException {
    return kind.read(new DataInputStream(new ByteArrayInputStream(bytes(series))));
  }

  private static byte[] bytes(Measure<SeriesSample> series) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    series.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /**
   * A day's rhythm whose level moves by 20.
   *
   * @param restoreEvery after so many steps it is written and read
   */
  private List<Told> run(long until, int restoreEvery) throws IOException {
    Random random = new Random(1);
    List<Told> told = new ArrayList<>();
    Measure<SeriesSample> series = kind.begin(new SeriesSample(LOAD, 0, 0));
    for (long time = 0; time < until; time += STEP) {
      double rhythm = 50 + 20 * Math.sin(2 * Math.PI * time / DAY) + random.nextGaussian();
      series.add(new SeriesSample(LOAD, time, rhythm + (time < MOVED ? 0 : 20)));
      long tick = time + 2 * MINUTE;
      series.sample(tick, (labels, value) -> told.add(new Told(tick, labels.metricName(), value)));
      if (time / STEP % restoreEvery == restoreEvery - 1) {
        series = restored(series);
      }
    }
    return told;
  }

  private static List<Told> of(String name, List<Told> all) {
    return all.stream().filter(one -> one.name().equals(name)).toList();
  }

  @Test
  void aLevelThatMovesAndARhythmAreTold() throws IOException {
    List<Told> told = run(13 * DAY, 10_000);

    List<Told> times = of("barograph_change_point_time_seconds", told);
    assertThat(times).isNotEmpty();
    assertThat(times.get(0).tick()).as("not before it").isGreaterThan(MOVED);
    assertThat(times).allMatch(one -> Math.abs(one.value() * 1_000 - MOVED) <= 2 * STEP);
    List<Told> shifts = of("barograph_change_point_shift", told);
    assertThat(shifts).hasSameSizeAs(times);
    assertThat(shifts.get(0).value()).isCloseTo(20, within(2.0));
    List<Told> strengths = of("barograph_seasonality_strength", told);
    assertThat(strengths.get(0).tick()).isGreaterThanOrEqualTo(2 * DAY);
    assertThat(strengths.get(0).value()).isBetween(0.95, 1.0);
    assertThat(told).allMatch(one -> one.name().matches(ForecastSeriesKind.METRICS));
  }

  @Test
  void neitherRestoresNorWhatComesLaterAlterIt() throws IOException {
    List<Told> undisturbed = run(13 * DAY, 10_000);

    assertThat(run(13 * DAY, 7)).isEqualTo(undisturbed);
    List<Told> before = run(12 * DAY, 10_000);
    assertThat(before).isEqualTo(undisturbed.subList(0, before.size()));
  }

  @Test
  void stateWithoutThemIsRead() throws IOException {
    Measure<SeriesSample> series = kind.begin(new SeriesSample(LOAD, 0, 0));
    for (long time = 0; time < 3 * DAY; time += STEP) {
      series.add(new SeriesSample(LOAD, time, time % DAY));
      series.sample(time + 2 * MINUTE, (labels, value) -> {});
    }
    ByteArrayOutputStream change = new ByteArrayOutputStream();
    new ChangePoint(STEP).write(new DataOutputStream(change));
    byte[] now = bytes(series);
    byte[] then = Arrays.copyOf(now, now.length - change.size() - Double.BYTES);
    then[0] = 1;

    Measure<SeriesSample> read = kind.read(new DataInputStream(new ByteArrayInputStream(then)));

    List<Told> told = new ArrayList<>();
    read.add(new SeriesSample(LOAD, 3 * DAY, 1));
    read.sample(
        3 * DAY + MINUTE, (labels, value) -> told.add(new Told(0, labels.metricName(), value)));
    assertThat(of("barograph_forecast", told)).hasSize(1);
    assertThat(of("barograph_seasonality_strength", told)).hasSize(1);
  }
}
