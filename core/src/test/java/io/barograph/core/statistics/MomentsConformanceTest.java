package io.barograph.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.core.window.ElementWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Means and deviations against certified and exact ones. */
final class MomentsConformanceTest {
  private static final int DATASETS = 5;
  private static final double MEAN_DIGITS = 14;
  private static final double DEVIATION_DIGITS = 12;

  @Test
  void meansAndDeviationsHaveTheDigitsOfCertifiedOnes() throws IOException {
    QuantData answers = new QuantData("NIST StRD univariate");
    for (JsonNode dataset : QuantData.json("nist/univariate.json").get("datasets")) {
      Moments all = new Moments();
      Moments merged = new Moments();
      Moments bucket = new Moments();
      for (JsonNode value : dataset.get("data")) {
        all.add(value.asDouble());
        bucket.add(value.asDouble());
        if (bucket.count() == 7) {
          merged.merge(bucket);
          bucket = new Moments();
        }
      }
      merged.merge(bucket);
      for (Moments moments : List.of(all, merged)) {
        String name = dataset.get("name").asText();
        double mean = digits(moments.mean(), dataset.get("certified_mean").asText());
        double deviation = digits(moments.deviation(1), dataset.get("certified_sd_ddof1").asText());
        answers.count(name + " mean has " + mean + " digits", mean >= MEAN_DIGITS);
        answers.count(
            name + " deviation has " + deviation + " digits", deviation >= DEVIATION_DIGITS);
      }
    }
    answers.passes(4 * DATASETS);
  }

  /** The log relative error, at most 15. */
  private static double digits(double value, String certified) {
    BigDecimal exact = new BigDecimal(certified);
    BigDecimal error = new BigDecimal(value).subtract(exact).abs();
    double relative = error.divide(exact.abs(), MathContext.DECIMAL64).doubleValue();
    return Math.min(15, relative == 0 ? 15 : -Math.log10(relative));
  }

  @ParameterizedTest
  @CsvSource({
    "offset1e9_w50, 50",
    "spike_leaves_window_w20, 20",
    "mixed_scale_w30, 30",
  })
  void aWindowThatSlidesForgetsWhatLeftIt(String name, int width) throws IOException {
    ElementWindow window = new ElementWindow(width, 1);
    double worst = 0;
    int windows = 0;
    List<String[]> rows = QuantData.rows("stability/" + name + ".csv.gz");
    for (String[] row : rows.subList(1, rows.size())) {
      window.add(Double.parseDouble(row[1]));
      if (row[3].isEmpty()) {
        continue;
      }
      windows++;
      Moments moments = Moments.of(window.column(0));
      double exact = Double.parseDouble(row[3]);
      assertThat(moments.variance(1)).isNotNegative();
      worst = Math.max(worst, Math.abs(moments.variance(1) - exact) / exact);
    }
    System.out.printf("%s: %d windows, largest relative error %.1e%n", name, windows, worst);
    assertThat(worst).isLessThan(1e-8);
    assertThat(windows).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @CsvSource({"offset1e9_w50", "spike_leaves_window_w20", "mixed_scale_w30"})
  void bucketsMergeToTheVarianceOfAll(String name) throws IOException {
    List<String[]> rows = QuantData.rows("stability/" + name + ".csv.gz");
    double worst = 0;
    int width = Integer.parseInt(name.substring(name.lastIndexOf("_w") + 2));
    for (int end = width; end < rows.size(); end += 7) {
      Moments merged = new Moments();
      for (int from = end - width + 1; from <= end; from += 5) {
        Moments bucket = new Moments();
        for (int i = from; i < from + 5 && i <= end; i++) {
          bucket.add(Double.parseDouble(rows.get(i)[1]));
        }
        merged.merge(bucket);
      }
      double exact = Double.parseDouble(rows.get(end)[3]);
      worst = Math.max(worst, Math.abs(merged.variance(1) - exact) / exact);
    }
    assertThat(worst).isLessThan(1e-8);
  }
}
