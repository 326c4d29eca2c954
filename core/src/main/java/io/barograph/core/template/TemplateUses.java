package io.barograph.core.template;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds out what a template asks of an alert.
 *
 * @param labels the names that stand behind {@code $labels}
 * @param writesValue true if {@code $value} becomes part of the text, and does not only decide what
 *     does
 * @param varies true if the text for one element may change from tick to tick: it rests on the
 *     value or the time
 */
record TemplateUses(SortedSet<String> labels, boolean writesValue, boolean varies) {
  private static final String VALUE = "Value";

  static TemplateUses of(Collection<Node.Sequence> templates) {
    SortedSet<String> labels = new TreeSet<>();
    boolean writesValue = false;
    boolean varies = false;
    for (Node.Sequence template : templates) {
      collectLabels(template, labels);
      writesValue |= writesValue(template);
      varies |= varies(template);
    }
    return new TemplateUses(labels, writesValue, varies);
  }

  private static void collectLabels(Node node, SortedSet<String> labels) {
    if (node instanceof Node.Variable variable
        && variable.names().size() > 1
        && variable.names().get(0).equals("$labels")) {
      labels.add(variable.names().get(1));
    }
    node.children().forEach(child -> collectLabels(child, labels));
  }

  private static boolean writesValue(Node node) {
    if (node instanceof Node.Action action) {
      return action.pipeline().variables().isEmpty() && mentionsValue(action.pipeline());
    } else if (node instanceof Node.Branch branch) {
      return writesValue(branch.body())
          || branch.otherwise().stream().anyMatch(TemplateUses::writesValue);
    }
    return node.children().stream().anyMatch(TemplateUses::writesValue);
  }

  private static boolean mentionsValue(Node node) {
    return (node instanceof Node.Variable variable && variable.names().get(0).equals("$value"))
        || node.children().stream().anyMatch(TemplateUses::mentionsValue);
  }

  /** Takes every dot and every field of that name for the alert's; so it may say too much. */
  private static boolean varies(Node node) {
    if (node instanceof Node.Action action && declaresValue(action.pipeline())) {
      return false; // what reads the variable counts
    }
    boolean itself =
        node instanceof Node.Dot
            || (node instanceof Node.Identifier function && function.name().equals("now"))
            || (node instanceof Node.Field field && field.names().contains(VALUE))
            || (node instanceof Node.Chain chain && chain.names().contains(VALUE))
            || (node instanceof Node.Variable variable && holdsValue(variable.names()));
    return itself || node.children().stream().anyMatch(TemplateUses::varies);
  }

  private static boolean declaresValue(Node.Pipeline pipeline) {
    return pipeline.variables().stream().anyMatch(variable -> variable.names().contains("$value"));
  }

  private static boolean holdsValue(List<String> names) {
    return names.contains("$value") || names.contains(VALUE) || names.equals(List.of("$"));
  }
}
