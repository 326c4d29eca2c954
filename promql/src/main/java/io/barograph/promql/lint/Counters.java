package io.barograph.promql.lint;

import com.google.re2j.Pattern;
import io.barograph.promql.parse.Expr.VectorSelector;

/** Metrics that only grow while their process runs, told by the suffixes of OpenMetrics. */
final class Counters {
  private static final Pattern MISHAP =
      Pattern.compile("(?i)error|fail|exception|reject|drop|discard|restart|panic|crash|kill|lost");

  private Counters() {}

  /** True if the name says that the metric is a counter, or a part of a histogram or summary. */
  static boolean isCounter(VectorSelector selector) {
    String name = Nodes.metricName(selector);
    return isTotal(selector)
        || (!Nodes.isRecorded(selector) && (name.endsWith("_count") || name.endsWith("_bucket")));
  }

  /**
   * True if the name says that the metric counts mishaps. Other names that end in {@code _total}
   * are now and then those of gauges.
   */
  static boolean countsMishaps(VectorSelector selector) {
    return isTotal(selector) && MISHAP.matcher(Nodes.metricName(selector)).find();
  }

  /** True if the name says that the metric is a counter by itself. */
  private static boolean isTotal(VectorSelector selector) {
    return Nodes.metricName(selector).endsWith("_total") && !Nodes.isRecorded(selector);
  }
}
