package io.barograph.promql.alerting;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.template.External;
import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateData;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the elements of a rule become alerts.
 *
 * @param alertName the name of every one of them
 * @param labels labels of the alert
 * @param annotations texts of the alert
 * @param priority that of the alerts; absent if their severity says it
 * @param external what the templates see of the installation
 * @param expression that of the rule, as text
 * @param generatorUrl where the expression can be looked at, or the empty text
 */
public record AlertTemplates(
    String alertName,
    Map<String, Template> labels,
    Map<String, Template> annotations,
    Optional<Priority> priority,
    External external,
    String expression,
    String generatorUrl) {
  /** Those of a rule with this expression; the link to it is made once. */
  public AlertTemplates(
      String alertName,
      Map<String, Template> labels,
      Map<String, Template> annotations,
      Optional<Priority> priority,
      External external,
      String expression) {
    this(
        alertName,
        labels,
        annotations,
        priority,
        external,
        expression,
        external.linkTo(expression));
  }

  /** True if one element may have another identity at another tick. */
  boolean identitiesVary() {
    return labels.values().stream().anyMatch(Template::varies);
  }

  /**
   * The identity of the alert on an element: its labels without the metric name, which the
   * templates see if the element has it, and ours, expanded with a value at a tick.
   */
  public Labels identity(Labels element, double value, long tick) {
    TemplateData data = external.data(element, value, tick);
    Labels.Builder builder = element.without(Labels.METRIC_NAME).toBuilder();
    labels.forEach((name, template) -> builder.set(name, template.expandOrError(data)));
    return builder.set(Labels.ALERT_NAME, alertName).build();
  }

  /** The priority of an alert. */
  public Priority priorityOf(Labels identity) {
    return priority.orElseGet(() -> Priority.ofSeverity(identity.get("severity")));
  }

  /** The annotations of the alert on an element, expanded with a value at a tick. */
  public SortedMap<String, String> annotations(Labels element, double value, long tick) {
    TemplateData data = external.data(element, value, tick);
    SortedMap<String, String> texts = new TreeMap<>();
    annotations.forEach((name, template) -> texts.put(name, template.expandOrError(data)));
    return texts;
  }
}
