package io.barograph.promql.vector;

import io.barograph.core.template.FloatText;

/** Remarks on results, in the words of Prometheus's annotations. */
final class Remarks {
  static final String SORT_IS_INEFFECTIVE =
      "PromQL warning: sort is ineffective for range queries since results are always ordered by labels";

  private Remarks() {}

  static String quantileOutOfRange(double level) {
    return "PromQL warning: quantile value should be between 0 and 1, got "
        + FloatText.shortest(level);
  }

  static String badBucketLabel(String le, String metric) {
    return "PromQL warning: bucket label \"le\" is missing or has a malformed value of \"%s\" for metric name \"%s\""
        .formatted(le, metric);
  }
}
