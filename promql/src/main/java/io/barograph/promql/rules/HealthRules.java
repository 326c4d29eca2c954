package io.barograph.promql.rules;

import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.rules.HealthCheck.Missing;
import io.barograph.promql.rules.HealthCheck.Part;
import io.barograph.promql.rules.Rule.RecordingRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules of a health score, ordinary recording rules in a group {@code health/<name>}: each
 * part, and behind them the score that is made of them.
 */
final class HealthRules {
  static final String SCORE = "barograph_health_score";
  static final String PART = "barograph_health_part";
  static final String CHECK_LABEL = "check";
  static final String PART_LABEL = "part";

  private final HealthCheck check;

  private HealthRules(HealthCheck check) {
    this.check = check;
  }

  /** The group of a check. */
  static RuleGroup of(HealthCheck check) {
    HealthRules rules = new HealthRules(check);
    List<Rule> recordings = new ArrayList<>();
    List<RulePlace> places = new ArrayList<>();
    for (Part part : check.parts()) {
      recordings.add(rules.part(part));
      places.add(part.place());
    }
    recordings.add(rules.recording(SCORE, rules.score(), Map.of(CHECK_LABEL, check.name())));
    places.add(check.place());
    return new RuleGroup(
        "health/" + check.name(),
        Optional.empty(),
        Optional.empty(),
        0,
        Map.of(),
        recordings,
        places);
  }

  /** What is not a number is left out by the comparison: it says nothing of health. */
  private Rule part(Part part) {
    String query = "avg%s (clamp(%s, 0, 1) >= 0)".formatted(by(), part.query());
    return recording(PART, query, Map.of(CHECK_LABEL, check.name(), PART_LABEL, part.name()));
  }

  /**
   * The sum of weight times part over the sum of weights. The parts have the label {@value
   * #PART_LABEL}, so that {@code or} keeps all of them.
   */
  private String score() {
    String weighted = joined(part -> "%s * %s".formatted(plain(part.weight()), recorded(part)));
    String weights =
        joined(
            part ->
                part.missing() == Missing.ZERO
                    ? "0 * " + recorded(part)
                    : "0 * %s + %s".formatted(recorded(part), plain(part.weight())));
    BigDecimal always =
        check.parts().stream()
            .filter(part -> part.missing() == Missing.ZERO)
            .map(Part::weight)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    String sum = "sum%s (%s)".formatted(by(), weights);
    return "sum%s (%s) / %s"
        .formatted(
            by(), weighted, always.signum() == 0 ? sum : "(%s + %s)".formatted(sum, plain(always)));
  }

  private String joined(Function<Part, String> term) {
    return check.parts().stream().map(term).collect(Collectors.joining(" or "));
  }

  private String recorded(Part part) {
    return "%s{%s=\"%s\",%s=\"%s\"}"
        .formatted(PART, CHECK_LABEL, check.name(), PART_LABEL, part.name());
  }

  private String by() {
    return check.by().isEmpty() ? "" : " by (" + String.join(", ", check.by()) + ")";
  }

  private Rule recording(String name, String query, Map<String, String> labels) {
    try {
      return new RecordingRule(name, query, Parser.parse(query), labels);
    } catch (ParseException impossible) {
      throw new IllegalStateException(query, impossible);
    }
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
