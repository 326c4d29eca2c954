package io.barograph.core.template;

import io.barograph.core.labels.Labels;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Prometheus's configuration calls external: the names under which this installation is known
 * elsewhere.
 *
 * @param labels {@code $externalLabels}; they are not labels of the alerts
 * @param url {@code $externalURL}, without a slash at its end, or the empty text
 */
public record External(Labels labels, String url) {
  /** No labels and no address. */
  public static final External NONE = new External(Labels.EMPTY, "");

  public External {
    Objects.requireNonNull(labels);
    Objects.requireNonNull(url);
  }

  /** What a template is expanded with for an element of {@code value} at a tick. */
  public TemplateData data(Labels element, double value, long tick) {
    return new TemplateData(element, value, labels, url, OptionalLong.of(tick), Optional.empty());
  }

  /** Where an expression can be looked at, as Prometheus links it; empty without an address. */
  public String linkTo(String expression) {
    return url.isEmpty() ? "" : url + "/graph?g0.expr=" + Escapes.query(expression) + "&g0.tab=1";
  }
}
