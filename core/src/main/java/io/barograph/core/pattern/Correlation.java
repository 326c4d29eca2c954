package io.barograph.core.pattern;

import io.barograph.core.labels.Labels;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Which labels state changes must agree on to be of one chain.
 *
 * @param isBy true if these labels alone, false if all but these
 * @param labels their names, each once
 */
public record Correlation(boolean isBy, List<String> labels) implements Serializable {
  /** An alert and its worse sisters: all labels but those that tell them apart. */
  public static final Correlation OF_ESCALATION = without(List.of("severity", Labels.ALERT_NAME));

  public Correlation {
    labels = List.copyOf(labels);
    if (labels.stream().distinct().count() < labels.size()) {
      throw new IllegalArgumentException(
          "each label must stand once, were %s".formatted(String.join(", ", labels)));
    }
  }

  /** These labels; with none of them all state changes belong together. */
  public static Correlation by(List<String> labels) {
    return new Correlation(true, labels);
  }

  /** All labels but these. */
  public static Correlation without(List<String> labels) {
    return new Correlation(false, labels);
  }

  /**
   * What a state change agrees on with those of its chain; empty if it has none of the labels that
   * it is asked for, and so belongs to nothing.
   */
  Optional<Labels> keyOf(Labels all) {
    Labels.Builder key = isBy ? Labels.builder() : all.toBuilder();
    for (String name : labels) {
      key.set(name, isBy ? all.get(name) : "");
    }
    Labels built = key.build();
    return isBy && built.isEmpty() && !labels.isEmpty() ? Optional.empty() : Optional.of(built);
  }
}
