package io.barograph.promql.alerting;

import io.barograph.core.labels.Labels;
import io.barograph.core.template.External;
import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateData;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the elements of a rule become alerts.
 *
 * @param alertName the name of every one of them
 * @param labels labels of the alert
 * @param annotations texts of the alert
 * @param external what the templates see of the installation
 * @param generatorUrl where the expression can be looked at, or the empty text
 */
public record AlertTemplates(
    String alertName,
    Map<String, Template> labels,
    Map<String, Template> annotations,
    External external,
    String generatorUrl) {

  /**
   * The identity of the alert on {@code series}: its labels without the metric name, and ours,
   * expanded with a value at a tick.
   */
  public Labels identity(Labels series, double value, long tick) {
    Labels own = series.without(Labels.METRIC_NAME);
    TemplateData data = external.data(own, value, tick);
    Labels.Builder builder = own.toBuilder();
    labels.forEach((name, template) -> builder.set(name, template.expandOrError(data)));
    return builder.set(Labels.ALERT_NAME, alertName).build();
  }

  /** The annotations of the alert on {@code series}, expanded with a value at a tick. */
  public SortedMap<String, String> annotations(Labels series, double value, long tick) {
    TemplateData data = external.data(series.without(Labels.METRIC_NAME), value, tick);
    SortedMap<String, String> texts = new TreeMap<>();
    annotations.forEach((name, template) -> texts.put(name, template.expandOrError(data)));
    return texts;
  }
}
