package io.barograph.promql.rules;

/**
 * One thing wrong with a rule file.
 *
 * @param file the name of the file
 * @param line counted from 1
 * @param column counted from 1
 * @param group the group it is in, or the empty text
 * @param rule the rule it is in, such as {@code alert "Down"}, or the empty text
 * @param field the field it is about, or the empty text
 * @param message what is wrong and what to do
 */
public record RuleFileError(
    String file, int line, int column, String group, String rule, String field, String message) {

  /** All of it: {@code rules.yml:7:9: group "g", alert "Down", field "for": ...}. */
  @Override
  public String toString() {
    StringBuilder place = new StringBuilder();
    append(place, group.isEmpty() ? "" : "group \"" + group + "\"");
    append(place, rule);
    append(place, field.isEmpty() ? "" : "field \"" + field + "\"");
    String separator = place.length() == 0 ? "" : ": ";
    return "%s:%d:%d: %s%s%s".formatted(file, line, column, place, separator, message);
  }

  private static void append(StringBuilder place, String part) {
    if (!part.isEmpty()) {
      place.append(place.length() == 0 ? "" : ", ").append(part);
    }
  }
}
