package io.barograph.promql.lint;

import io.barograph.promql.rules.RulePlace;

/**
 * One thing that a rule does wrong.
 *
 * @param file the name of the file
 * @param place where the rule begins
 * @param group the name of its group
 * @param rule the rule, such as {@code alert "Down"}
 * @param message what is wrong, a clause without an end
 * @param fix what to do about it, a clause without an end
 */
public record Finding(
    String file,
    RulePlace place,
    String group,
    String rule,
    Check check,
    String message,
    String fix) {

  /** How bad it is. */
  public Severity severity() {
    return check.severity();
  }

  /** All of it on one line, in the form in which compilers write. */
  @Override
  public String toString() {
    return "%s:%d:%d: %s: group \"%s\", %s: %s: %s [%s]"
        .formatted(
            file, place.line(), place.column(), severity(), group, rule, message, fix, check.id());
  }
}
