package io.barograph.promql.rules;

import io.barograph.promql.parse.Expr;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A rule: an expression and what becomes of its elements. */
public sealed interface Rule {
  /** The name of the alert or of the metric that is recorded. */
  String name();

  /** The expression as written. */
  String query();

  /** The expression, parsed and typed. */
  Expr expr();

  /** The labels that every element gets, those of the group inside. */
  Map<String, String> labels();

  /**
   * A rule that raises an alert for each element.
   *
   * @param hold how long an element must be there before its alert fires ({@code for})
   * @param keepFiringFor how long an alert goes on firing without its element
   * @param annotations texts for people, templates
   */
  record AlertingRule(
      String name,
      String query,
      Expr expr,
      Duration hold,
      Duration keepFiringFor,
      Map<String, String> labels,
      Map<String, String> annotations)
      implements Rule {
    public AlertingRule {
      Objects.requireNonNull(name);
      Objects.requireNonNull(expr);
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /** A rule that writes each element as a sample of the metric {@code name}. */
  record RecordingRule(String name, String query, Expr expr, Map<String, String> labels)
      implements Rule {
    public RecordingRule {
      Objects.requireNonNull(name);
      Objects.requireNonNull(expr);
      labels = Map.copyOf(labels);
    }
  }
}
