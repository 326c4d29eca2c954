package io.barograph.core.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The detectors that a rule pack can choose; how each works stands with its class. */
public enum DetectorType {
  ENSEMBLE("ensemble"),
  THREE_SIGMA("three-sigma"),
  ROBUST_Z("robust-z"),
  EWMA("ewma"),
  MOVING_AVERAGE("moving-average"),
  SEASONAL("seasonal"),
  LOG_SEASONAL("log-seasonal"),
  RANGE("range"),
  NOVELTY("novelty"),
  JUMP("jump"),
  SHAPE("shape"),
  RANDOM_CUT_FOREST("random-cut-forest"),
  LSTM("lstm"),
  ISOLATION_FOREST("isolation-forest");

  private final String wireName;

  DetectorType(String wireName) {
    this.wireName = wireName;
  }

  /** The name in files and labels. */
  public String wireName() {
    return wireName;
  }

  /** True if it takes so much that not every series can have one. */
  public boolean isHeavy() {
    return this == RANDOM_CUT_FOREST || this == LSTM || this == ISOLATION_FOREST;
  }

  /** The detector of a name. */
  public static Optional<DetectorType> ofWireName(String name) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(name)).findFirst();
  }

  /** All names, in order. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(DetectorType::wireName).toList();
  }
}
