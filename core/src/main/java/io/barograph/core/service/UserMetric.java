package io.barograph.core.service;

/**
 * The catalogue of samples on users. Every one has the label {@code service}, and {@code window}
 * where it is over one. {@code docs/measures.md} says when each is undefined.
 *
 * <p>The order is a part of what measures write: constants are only ever added at the end of what
 * they are of.
 */
public enum UserMetric {
  /** All events. */
  EVENTS("users_events_total"),
  /** Events on a funnel that is one too many. */
  LEFT_OUT("users_events_left_out_total"),
  /** Different users of a day. */
  ACTIVE_DAY("users_active", "window", "1d"),
  /** Different users of a week. */
  ACTIVE_WEEK("users_active", "window", "7d"),
  /** Different users of a month. */
  ACTIVE_MONTH("users_active", "window", "30d"),
  /** What users are taken to feel. */
  EXPERIENCE("users_experience_score_ratio"),
  /** How little users waited. */
  EXPERIENCE_APDEX("users_experience_part_ratio", "part", "apdex"),
  /** How much of what users did went well. */
  EXPERIENCE_SUCCESS("users_experience_part_ratio", "part", "success"),
  /** How many users on a step of a funnel went on. */
  EXPERIENCE_CONTINUED("users_experience_part_ratio", "part", "continued"),
  /** The weight of waits in the score. */
  WEIGHT_APDEX("users_experience_weight_ratio", "part", "apdex"),
  /** The weight of errors in the score. */
  WEIGHT_SUCCESS("users_experience_weight_ratio", "part", "success"),
  /** The weight of ways that end in the score. */
  WEIGHT_CONTINUED("users_experience_weight_ratio", "part", "continued"),

  /** All uses of a feature. */
  FEATURE_ALL("feature_uses_total", Of.FEATURE),
  /** Uses of a feature. */
  FEATURE_USES("feature_uses", Of.FEATURE),
  /** Different users of a feature. */
  FEATURE_USERS("feature_users", Of.FEATURE),

  /** The share of users on the first step of a funnel who came to its last. */
  FUNNEL_COMPLETION("funnel_completion_ratio", Of.FUNNEL),

  /** Different users on a step of a funnel. */
  STEP_USERS("funnel_users", Of.STEP),
  /** The share of users on a step who did not come to the next. */
  STEP_DROP("funnel_drop_ratio", Of.STEP);

  /** The names of all samples on users start with this. */
  public static final String PREFIX = "barograph_";

  /** What a sample is of. */
  enum Of {
    SERVICE,
    FEATURE,
    FUNNEL,
    STEP
  }

  private final String metricName;
  private final Of of;
  private final String label;
  private final String value;

  UserMetric(String name) {
    this(name, "", "");
  }

  UserMetric(String name, Of of) {
    this(name, of, "", "");
  }

  UserMetric(String name, String label, String value) {
    this(name, Of.SERVICE, label, value);
  }

  UserMetric(String name, Of of, String label, String value) {
    this.metricName = PREFIX + name;
    this.of = of;
    this.label = label;
    this.value = value;
  }

  /** The name of the sample. */
  public String metricName() {
    return metricName;
  }

  Of of() {
    return of;
  }

  /** A label that the sample has beside those of what it is of; empty for none. */
  String label() {
    return label;
  }

  /** The value of {@link #label}. */
  String value() {
    return value;
  }
}
