package io.barograph.promql.vector;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a label with what a regular expression finds in another.
 *
 * @param replacement the value to write, in which {@code $1} and {@code ${name}} stand for groups
 */
record LabelReplaceNode(
    VectorNode operand, String target, String replacement, String source, Pattern pattern)
    implements VectorNode {
  /**
   * The node.
   *
   * @throws IllegalArgumentException if {@code regex} is no regular expression or {@code target} no
   *     label name
   */
  static LabelReplaceNode of(
      VectorNode operand, String target, String replacement, String source, String regex) {
    Pattern pattern;
    try {
      pattern = Pattern.compile("^(?s:" + regex + ")$");
    } catch (PatternSyntaxException invalid) {
      throw new IllegalArgumentException(
          "invalid regular expression in label_replace(): " + regex, invalid);
    }
    if (target.isEmpty()) {
      throw new IllegalArgumentException(
          "invalid destination label name in label_replace(): " + target);
    }
    return new LabelReplaceNode(operand, target, replacement, source, pattern);
  }

  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    List<Element> elements = new ArrayList<>();
    for (Element element : operand.evaluate(tick, input)) {
      elements.add(replaced(element));
    }
    NameRemoval.checkDistinct(elements);
    return elements;
  }

  private Element replaced(Element element) {
    String text = element.labels().get(source);
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return element;
    }
    Labels labels = element.labels().with(target, GroupText.expand(replacement, matcher));
    boolean nameIsOff = element.nameIsOff() && !target.equals(Labels.METRIC_NAME);
    return new Element(labels, element.value(), nameIsOff);
  }
}
