package io.barograph.core.prediction;

import io.barograph.core.labels.Labels;
import java.util.Objects;

/**
 * Whose predictions are judged together.
 *
 * @param model its name
 * @param version which of its versions; empty if there is only one
 * @param segment what the predictions are about, as a league or a venue; empty if there is only one
 */
public record ModelKey(String model, String version, String segment)
    implements Comparable<ModelKey> {
  public ModelKey {
    Objects.requireNonNull(model);
    Objects.requireNonNull(version);
    Objects.requireNonNull(segment);
  }

  /** It as one text; no two keys have the same. */
  public String text() {
    return model + '\n' + version + '\n' + segment;
  }

  /** What policies match. */
  public Labels labels() {
    return Labels.of("model", model, "version", version, "segment", segment);
  }

  @Override
  public int compareTo(ModelKey other) {
    return text().compareTo(other.text());
  }
}
