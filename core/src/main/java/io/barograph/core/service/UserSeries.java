package io.barograph.core.service;

import io.barograph.core.labels.Labels;

/** Where the series of a service's users have their places, and what their labels are. */
final class UserSeries {
  /** The places of one service, feature or funnel; with room for metrics that are yet to come. */
  static final int ROW = 32;

  static final int FIRST_FEATURE = ROW;

  /** Features of a service: those told apart, and {@code other}. */
  static final int FEATURES = UserPolicy.MOST_FEATURES + 1;

  static final int FIRST_FUNNEL = FIRST_FEATURE + FEATURES * ROW;

  /** In the row of a funnel: the funnel itself, then its steps. */
  private static final int STEP = 3;

  private static final UserMetric[] METRICS = UserMetric.values();
  private static final int FEATURE_METRICS = UserMetric.FEATURE_ALL.ordinal();
  private static final int STEP_METRICS = UserMetric.STEP_USERS.ordinal();

  private UserSeries() {}

  static int ofService(UserMetric metric) {
    return metric.ordinal();
  }

  static int ofFeature(int slot, UserMetric metric) {
    return FIRST_FEATURE + slot * ROW + metric.ordinal() - FEATURE_METRICS;
  }

  static int ofFunnel(int slot) {
    return FIRST_FUNNEL + slot * ROW;
  }

  /** Of a step, counted from 1. */
  static int ofStep(int slot, int step, UserMetric metric) {
    return ofFunnel(slot) + STEP * step + metric.ordinal() - STEP_METRICS;
  }

  /** True if the series at a place is one of so many features and funnels, or of the service. */
  static boolean isKept(int place, int features, int funnels) {
    if (place < FIRST_FEATURE) {
      return true;
    }
    if (place < FIRST_FUNNEL) {
      int slot = (place - FIRST_FEATURE) / ROW;
      return slot < features || slot == UserPolicy.MOST_FEATURES;
    }
    return (place - FIRST_FUNNEL) / ROW < funnels;
  }

  /** The labels of the series at a place. */
  static Labels labels(
      int place,
      String service,
      UserPolicy policy,
      Slots<FeatureUses> features,
      Slots<Funnel> ways) {
    if (place < FIRST_FEATURE) {
      return labelsOfService(METRICS[place], service, policy);
    }
    String window = Bounds.label(policy.window());
    if (place < FIRST_FUNNEL) {
      int slot = (place - FIRST_FEATURE) / ROW;
      UserMetric metric = METRICS[FEATURE_METRICS + (place - FIRST_FEATURE) % ROW];
      return Labels.of(
          Labels.METRIC_NAME,
          metric.metricName(),
          "service",
          service,
          "feature",
          slot == UserPolicy.MOST_FEATURES ? UserMeasure.OTHER : features.name(slot),
          "window",
          metric == UserMetric.FEATURE_ALL ? "" : window);
    }
    int slot = (place - FIRST_FUNNEL) / ROW;
    int inRow = (place - FIRST_FUNNEL) % ROW;
    int step = inRow / STEP;
    UserMetric metric =
        step == 0 ? UserMetric.FUNNEL_COMPLETION : METRICS[STEP_METRICS + inRow % STEP];
    return Labels.of(
        Labels.METRIC_NAME,
        metric.metricName(),
        "service",
        service,
        "funnel",
        ways.name(slot),
        "step",
        step == 0 ? "" : Integer.toString(step),
        "window",
        window);
  }

  private static Labels labelsOfService(UserMetric metric, String service, UserPolicy policy) {
    boolean isExperience = metric.ordinal() >= UserMetric.EXPERIENCE.ordinal();
    Labels labels =
        Labels.of(
            Labels.METRIC_NAME,
            metric.metricName(),
            "service",
            service,
            "window",
            isExperience ? Bounds.label(policy.experience().window()) : "");
    return metric.label().isEmpty() ? labels : labels.with(metric.label(), metric.value());
  }
}
