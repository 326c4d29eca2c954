package io.barograph.cli.state;

import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import java.util.List;

/** What of a subject somebody asks for, as they have written it. */
public final class Selection {
  private Selection() {}

  /**
   * The matchers of a selector: {@code up{job="node"}}. What stands before the braces, of alerts
   * and rules, is the name of the alert, and may then be any text if there are no braces.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static List<LabelMatcher> of(StateQuestion.Subject subject, String text) {
    boolean isOfSeries = subject == StateQuestion.Subject.SERIES;
    if (!isOfSeries && text.indexOf('{') < 0) {
      return List.of(LabelMatcher.equal(Labels.ALERT_NAME, text));
    }
    Expr expr;
    try {
      expr = Parser.parse(text);
    } catch (ParseException invalid) {
      throw new IllegalArgumentException(
          "'%s' is no selector: %s".formatted(text, invalid.getMessage()), invalid);
    }
    if (!(expr instanceof Expr.VectorSelector selector)) {
      throw new IllegalArgumentException(
          "'%s' is no selector: write it as name{label=\"value\"}".formatted(text));
    }
    return isOfSeries
        ? selector.matchers()
        : selector.matchers().stream()
            .map(
                matcher ->
                    matcher.name().equals(Labels.METRIC_NAME)
                        ? LabelMatcher.of(matcher.type(), Labels.ALERT_NAME, matcher.value())
                        : matcher)
            .toList();
  }
}
