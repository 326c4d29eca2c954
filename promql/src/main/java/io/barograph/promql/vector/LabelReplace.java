package io.barograph.promql.vector;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.barograph.core.labels.Labels;
import java.util.Optional;

/**
 * Writes a label with what a regular expression finds in another.
 *
 * @param replacement the value to write, in which {@code $1} and {@code ${name}} stand for groups
 */
record LabelReplace(String target, String replacement, String source, Pattern pattern)
    implements LabelWrite {
  /**
   * The writer.
   *
   * @throws IllegalArgumentException if {@code regex} is no regular expression or {@code target} no
   *     label name
   */
  static LabelReplace of(String target, String replacement, String source, String regex) {
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
    return new LabelReplace(target, replacement, source, pattern);
  }

  @Override
  public Optional<Labels> on(Labels labels) {
    Matcher matcher = pattern.matcher(labels.get(source));
    return matcher.matches()
        ? Optional.of(labels.with(target, GroupText.expand(replacement, matcher)))
        : Optional.empty();
  }
}
