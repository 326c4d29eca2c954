package io.barograph.core.labels;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serializable;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A test on one label: {@code name="v"}, {@code name!="v"}, {@code name=~"re"} or {@code
 * name!~"re"}.
 *
 * <p>An absent label has the empty value. Regular expressions are RE2's, anchored at both ends, and
 * {@code .} matches a newline, as in Prometheus 3. Thread-safe.
 */
public final class LabelMatcher implements Serializable {
  private static final long serialVersionUID = 1;

  /** How a label's value is compared. */
  public enum Type {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String symbol;

    Type(String symbol) {
      this.symbol = symbol;
    }

    /** The operator as it stands in PromQL. */
    public String symbol() {
      return symbol;
    }
  }

  private final Type type;
  private final String name;
  private final String value;
  private final transient Predicate<String> accepts;

  /** What travels: a test cannot. */
  private record Written(Type type, String name, String value) implements Serializable {
    private Object readResolve() {
      return of(type, name, value);
    }
  }

  private LabelMatcher(Type type, String name, String value, Predicate<String> accepts) {
    this.type = type;
    this.name = name;
    this.value = value;
    this.accepts = accepts;
  }

  /**
   * A matcher of the given type.
   *
   * @throws IllegalArgumentException if the value is to be a regular expression and is none
   */
  public static LabelMatcher of(Type type, String name, String value) {
    Objects.requireNonNull(name);
    return new LabelMatcher(
        type,
        name,
        value,
        switch (type) {
          case EQUAL -> value::equals;
          case NOT_EQUAL -> Predicate.not(value::equals);
          case REGEX -> anchored(value);
          case NOT_REGEX -> anchored(value).negate();
        });
  }

  /** The matcher {@code name="value"}. */
  public static LabelMatcher equal(String name, String value) {
    return of(Type.EQUAL, name, value);
  }

  public Type type() {
    return type;
  }

  public String name() {
    return name;
  }

  /** The text or regular expression that the label is compared with. */
  public String value() {
    return value;
  }

  /** True if a label with this value passes; the empty text stands for an absent label. */
  public boolean matches(String labelValue) {
    return accepts.test(labelValue);
  }

  /** True if the label of that name in {@code labels} passes. */
  public boolean matches(Labels labels) {
    return accepts.test(labels.get(name));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelMatcher matcher
        && type == matcher.type
        && name.equals(matcher.name)
        && value.equals(matcher.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, name, value);
  }

  @Override
  public String toString() {
    return name + type.symbol + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private Object writeReplace() {
    return new Written(type, name, value);
  }

  /*
   * More than half of the regular expressions in public rules need no automaton: they are lists of
   * literals, or a literal with ".*" before, behind or around it.
   */
  private static Predicate<String> anchored(String regex) {
    Pattern pattern = compile(regex);
    if (regex.equals(".*")) {
      return value -> true;
    }
    if (regex.equals(".+")) {
      return value -> !value.isEmpty();
    }
    if (isLiteral(regex.replace("|", ""))) {
      String[] choices = regex.split("\\|", -1);
      return value -> {
        for (String choice : choices) {
          if (choice.equals(value)) {
            return true;
          }
        }
        return false;
      };
    }
    boolean openStart = regex.startsWith(".*");
    boolean openEnd = regex.endsWith(".*") && regex.length() >= (openStart ? 4 : 2);
    String middle = regex.substring(openStart ? 2 : 0, regex.length() - (openEnd ? 2 : 0));
    if (isLiteral(middle)) {
      if (openStart && openEnd) {
        return value -> value.contains(middle);
      }
      if (openStart) {
        return value -> value.endsWith(middle);
      }
      if (openEnd) {
        return value -> value.startsWith(middle);
      }
    }
    return pattern::matches;
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException invalid) {
      throw new IllegalArgumentException(
          "error parsing regexp: %s: `%s`"
              .formatted(invalid.getDescription(), invalid.getPattern().replace("(?s)", "")),
          invalid);
    }
  }

  private static boolean isLiteral(String regex) {
    for (int i = 0; i < regex.length(); i++) {
      if ("\\.+*?()|[]{}^$".indexOf(regex.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
