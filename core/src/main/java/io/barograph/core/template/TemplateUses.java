package io.barograph.core.template;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds out what a template asks of an alert.
 *
 * @param labels the names that stand behind {@code $labels}
 * @param writesValue true if {@code $value} becomes part of the text, and does not only decide what
 *     does
 */
record TemplateUses(SortedSet<String> labels, boolean writesValue) {
  static TemplateUses of(Collection<Node.Sequence> templates) {
    SortedSet<String> labels = new TreeSet<>();
    boolean writesValue = false;
    for (Node.Sequence template : templates) {
      collectLabels(template, labels);
      writesValue |= writesValue(template);
    }
    return new TemplateUses(labels, writesValue);
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
}
