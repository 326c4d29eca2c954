package io.barograph.jobs.measures;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.FleetRecord;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.ml.watch.FailureFleetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Samples of the sensors of units, and of their failures. */
final class FleetRecords {
  private static final int KIB = 1_024;
  private static final long HOUR = 3_600_000;
  private static final long LIFE = HOUR / 3;
  private static final int UNITS = 10;

  /** Of a unit with two sensors, and the ten probabilities of it that are compared. */
  private static final int OF_UNIT = 512;

  /** Of what predicts: a thousand probabilities, and a hundred warnings and failures. */
  private static final int OF_VERSION = 1_000 * 24 + 100 * 16 + KIB;

  private FleetRecords() {}

  static MeasuredKind<FleetRecord> failures() {
    FailureFleetKind kind =
        new FailureFleetKind(
            IntStream.range(0, 3).mapToObj(number -> watch("n" + number)).toList(),
            Map.of(),
            UNITS);
    return new MeasuredKind<>(
        kind,
        FleetRecords::record,
        "",
        Duration.ofDays(2),
        filling(),
        OF_VERSION + UNITS * OF_UNIT);
  }

  private static FailureWatch watch(String name) {
    return new FailureWatch(
        name,
        selector("(wear|heat)", name),
        List.of("unit"),
        selector("dead", name),
        new FailureWatch.Span(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(4)),
        FailureWatch.Model.NONE);
  }

  private static SeriesSelectors selector(String metric, String fleet) {
    return new SeriesSelectors(
        List.of(
            List.of(
                LabelMatcher.of(LabelMatcher.Type.REGEX, Labels.METRIC_NAME, metric),
                LabelMatcher.equal("fleet", fleet))));
  }

  /** Two units of each fleet, of which one wears and then fails. */
  private static SeriesSample record(int i) {
    Random random = MeasuredKinds.draw(-i);
    int unit = random.nextInt(2);
    String metric = random.nextBoolean() ? "wear" : "heat";
    String fleet = MeasuredKinds.name(i);
    if (i > 450 && random.nextInt(10) == 0) {
      return sample("dead", fleet, 0, MeasuredKinds.time(i), 1);
    }
    double wear = unit == 0 && i > 300 ? 0.1 * (i - 300) : 0;
    return sample(metric, fleet, unit, MeasuredKinds.time(i), wear + random.nextGaussian());
  }

  /** Units that wear for twenty minutes and fail. */
  private static List<FleetRecord> filling() {
    Random random = new Random(MeasuredKinds.SEED);
    List<FleetRecord> filling = new ArrayList<>();
    for (long time = 0; time < 4 * HOUR; time += 2_000) {
      for (int unit = 0; unit < UNITS; unit++) {
        long age = (time + unit * LIFE / UNITS) % LIFE;
        double wear = Math.exp((age - LIFE) / 60_000.0) * 20;
        long at = MeasuredKinds.START + time + unit;
        filling.add(sample("wear", "n0", unit, at, wear + random.nextGaussian()));
        filling.add(sample("heat", "n0", unit, at, random.nextGaussian()));
        if (age < 2_000) {
          filling.add(sample("dead", "n0", unit, at, 1));
        }
      }
    }
    return filling;
  }

  private static SeriesSample sample(
      String metric, String fleet, int unit, long time, double value) {
    return new SeriesSample(
        Labels.of(Labels.METRIC_NAME, metric, "fleet", fleet, "unit", "u" + unit), time, value);
  }
}
