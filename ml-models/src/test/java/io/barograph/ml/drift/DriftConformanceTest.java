package io.barograph.ml.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.ml.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The detectors on the 40 published error streams: where they speak is where the reference
 * detections are.
 */
class DriftConformanceTest {
  private static final int STREAMS = 40;
  private static final int TWO_SAMPLE_CASES = 6;

  /** The published p-values are of a series (Pelz and Good); ours are of the exact distribution. */
  private static final double P_VALUE_ERROR = 1e-5;

  @Test
  void hddmADetectsWhereTheReferenceDoes() throws Exception {
    Outcome outcome = run("HDDM_A", HddmA::new);

    assertThat(outcome.agreeing()).isEqualTo(STREAMS);
    assertThat(outcome.found()).isGreaterThanOrEqualTo((int) Math.ceil(0.97 * outcome.drifts()));
    assertThat(outcome.falseAlarms()).isLessThanOrEqualTo(1);
  }

  @Test
  void adwinDetectsWhereTheReferenceDoes() throws Exception {
    Outcome outcome = run("ADWIN", Adwin::new);

    assertThat(outcome.agreeing()).isEqualTo(STREAMS);
  }

  @Test
  void pageHinkleyDetectsWhereTheReferenceDoes() throws Exception {
    Outcome outcome = run("PageHinkley", () -> new PageHinkley(PageHinkley.Policy.DEFAULT));

    assertThat(outcome.agreeing()).isEqualTo(STREAMS);
  }

  @Test
  void twoSampleTestsGiveThePublishedValues() throws Exception {
    int passed = 0;
    for (JsonNode one : SharedData.json("drift/two_sample.json").get("cases")) {
      double[] reference = SharedData.numbers(one.get("reference"));
      double[] current = SharedData.numbers(one.get("current"));
      KolmogorovSmirnov test = KolmogorovSmirnov.of(reference, current);
      double pValue = one.get("ks_pvalue_asymp").doubleValue();

      assertThat(test.statistic()).isCloseTo(one.get("ks_stat").doubleValue(), within(1e-12));
      assertThat(test.pValue()).isCloseTo(pValue, within(P_VALUE_ERROR * pValue));
      JsonNode index = one.get("psi_10_quantile_bins_eps1e4");
      if (!index.isNull()) {
        assertThat(new PopulationStability(reference, 10).index(current))
            .isCloseTo(index.doubleValue(), within(1e-12));
      }
      passed++;
    }
    System.out.printf(
        "two-sample drift tests: %d passed, %d failed, 0 skipped%n",
        passed, TWO_SAMPLE_CASES - passed);
    assertThat(passed).isEqualTo(TWO_SAMPLE_CASES);
  }

  private record Outcome(int agreeing, int drifts, int found, int falseAlarms) {}

  private static Outcome run(String name, Supplier<DriftDetector> detectors) throws IOException {
    JsonNode streams = SharedData.json("drift/error_streams.json").get("streams");
    JsonNode reference = SharedData.json("drift/moa_reference_detections.json").get(name);
    int agreeing = 0;
    int drifts = 0;
    int found = 0;
    int falseAlarms = 0;
    int quiet = 0;
    long delays = 0;
    for (JsonNode stream : streams) {
      List<Integer> detections = detections(detectors.get(), stream.get("errors").asText());
      if (detections.equals(published(reference, stream.get("id").intValue()))) {
        agreeing++;
      }
      if (stream.get("change_at").isNull()) {
        quiet++;
        falseAlarms += detections.isEmpty() ? 0 : 1;
      } else {
        drifts++;
        int change = stream.get("change_at").intValue();
        int first = detections.stream().filter(at -> at >= change).findFirst().orElse(-1);
        found += first >= 0 ? 1 : 0;
        delays += first >= 0 ? first - change : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d of %d drifts, mean delay %.0f, false alarms in %d of %d streams without drift;"
            + " same positions: %d passed, %d failed, 0 skipped%n",
        name,
        found,
        drifts,
        (double) delays / Math.max(1, found),
        falseAlarms,
        quiet,
        agreeing,
        streams.size() - agreeing);
    return new Outcome(agreeing, drifts, found, falseAlarms);
  }

  private static List<Integer> detections(DriftDetector detector, String errors) {
    List<Integer> detections = new ArrayList<>();
    for (int i = 0; i < errors.length(); i++) {
      if (detector.add(errors.charAt(i) - '0')) {
        detections.add(i);
      }
    }
    return detections;
  }

  private static List<Integer> published(JsonNode reference, int id) {
    List<Integer> detections = new ArrayList<>();
    for (JsonNode stream : reference.get("per_stream")) {
      if (stream.get("id").intValue() == id) {
        stream.get("detections").forEach(at -> detections.add(at.intValue()));
      }
    }
    return detections;
  }
}
