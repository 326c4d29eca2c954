package io.barograph.ml.failure;

import java.util.Locale;

/** Why a unit is, or is not, expected to fail. */
public enum FailureReason {
  /** The unit is in its beginning. */
  LEARNING(false),
  /** Nothing is near. */
  SOUND(false),
  /** What is left of its life has fallen to the bound that was learned. */
  REMAINING_LIFE(true),
  /** Its sensors together have drifted as far as the limit. */
  DRIFT(true);

  private final boolean alert;

  FailureReason(boolean alert) {
    this.alert = alert;
  }

  /** The name in files and labels. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether to warn. */
  public boolean alert() {
    return alert;
  }
}
