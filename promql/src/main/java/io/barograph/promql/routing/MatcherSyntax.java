package io.barograph.promql.routing;

import io.barograph.core.labels.LabelMatcher;
import java.util.List;

/**
 * Matchers as text: {@code job="api",severity=~"critical|page"}, with or without braces.
 *
 * <p>There are two ways to read it, and Alertmanager tries both: the newer one knows any label name
 * in quotes, the classic one forgives values without quotes. Where only one can read a text, it
 * counts; where they disagree, the classic one does.
 */
public final class MatcherSyntax {
  /** The longest text, characters. */
  public static final int MAX_LENGTH = 65_536;

  private MatcherSyntax() {}

  /**
   * The matchers in a text; none if it is empty.
   *
   * @throws IllegalArgumentException if it can be read in neither way; the message says why the
   *     classic one could not
   */
  public static List<LabelMatcher> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "matchers must be at most %d characters long, were %d"
              .formatted(MAX_LENGTH, text.length()));
    }
    try {
      return ClassicMatchers.parse(text);
    } catch (IllegalArgumentException classic) {
      try {
        return Utf8Matchers.parse(text);
      } catch (IllegalArgumentException newer) {
        classic.addSuppressed(newer);
        throw classic;
      }
    }
  }
}
