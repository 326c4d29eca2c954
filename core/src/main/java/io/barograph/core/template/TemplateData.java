package io.barograph.core.template;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a template is expanded with.
 *
 * @param labels {@code $labels}
 * @param value {@code $value}
 * @param externalLabels {@code $externalLabels}
 * @param externalUrl {@code $externalURL}, where the alerts can be looked at, or the empty text
 * @param nowMillis what {@code now} answers, milliseconds of event time; without it {@code now}
 *     fails
 * @param queryResult what {@code query} answers, whatever it asks; without it {@code query} fails
 */
public record TemplateData(
    Labels labels,
    double value,
    Labels externalLabels,
    String externalUrl,
    OptionalLong nowMillis,
    Optional<List<Sample>> queryResult) {
  public TemplateData {
    Objects.requireNonNull(labels);
    Objects.requireNonNull(externalLabels);
    Objects.requireNonNull(externalUrl);
    queryResult = queryResult.map(List::copyOf);
  }

  /** The data of an alert on {@code labels} whose condition has {@code value} at a tick. */
  public static TemplateData of(Labels labels, double value, long tick) {
    return new TemplateData(
        labels, value, Labels.EMPTY, "", OptionalLong.of(tick), Optional.empty());
  }
}
