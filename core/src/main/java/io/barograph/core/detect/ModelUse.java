package io.barograph.core.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which series of a watch have a model of its heavy detector, as far as there are enough. */
public enum ModelUse {
  /** All. */
  ALWAYS("always"),
  /**
   * Those of which the members of the ensemble do not agree: some deviate, others do not, so that
   * its score is neither usual nor an anomaly.
   */
  DISPUTED("disputed");

  private final String wireName;

  ModelUse(String wireName) {
    this.wireName = wireName;
  }

  /** The name in files. */
  public String wireName() {
    return wireName;
  }

  /** The use of a name. */
  public static Optional<ModelUse> ofWireName(String name) {
    return Arrays.stream(values()).filter(use -> use.wireName.equals(name)).findFirst();
  }

  /** All names, in order. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(ModelUse::wireName).toList();
  }
}
