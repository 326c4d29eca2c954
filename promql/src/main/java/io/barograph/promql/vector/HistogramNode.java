package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.PositionRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A measure of the classic histograms whose buckets are the elements.
 *
 * @param parameters the numbers that the measure takes
 */
record HistogramNode(
    Measure measure,
    VectorNode operand,
    PositionRange operandRange,
    List<NumberNode> parameters,
    NameRemoval removal)
    implements VectorNode {
  private static final String BOUND = "le";

  /** What is calculated. */
  enum Measure {
    QUANTILE,
    FRACTION
  }

  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    double[] numbers =
        parameters.stream().mapToDouble(parameter -> parameter.number(tick, input)).toArray();
    List<Element> buckets = operand.evaluate(tick, input);
    if (measure == Measure.QUANTILE && !(numbers[0] >= 0 && numbers[0] <= 1)) {
      input.annotate(Remarks.quantileOutOfRange(numbers[0]), parameters.get(0).range());
    }
    Map<Labels, ClassicHistogram> histograms = new LinkedHashMap<>();
    for (Element bucket : buckets) {
      String bound = bucket.labels().get(BOUND);
      double upperBound = upperBound(bound);
      if (Double.isNaN(upperBound)) {
        input.annotate(Remarks.badBucketLabel(bound, bucket.labels().metricName()), operandRange);
        continue;
      }
      histograms
          .computeIfAbsent(bucket.labels().without(BOUND), labels -> new ClassicHistogram())
          .add(upperBound, bucket.value());
    }
    List<Element> elements = new ArrayList<>(histograms.size());
    histograms.forEach(
        (labels, histogram) -> elements.add(removal.off(labels, value(histogram, numbers))));
    return removal.checked(elements);
  }

  private double value(ClassicHistogram histogram, double[] numbers) {
    return switch (measure) {
      case QUANTILE -> histogram.quantile(numbers[0]);
      case FRACTION -> histogram.fraction(numbers[0], numbers[1]);
    };
  }

  /** The number that a {@code le} label writes, NaN if it writes none. */
  private static double upperBound(String text) {
    return switch (text) {
      case "+Inf", "Inf", "+inf", "inf" -> Double.POSITIVE_INFINITY;
      case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException invalid) {
          yield Double.NaN;
        }
      }
    };
  }
}
