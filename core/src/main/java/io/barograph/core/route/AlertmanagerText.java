package io.barograph.core.route;

import io.barograph.core.labels.GoQuote;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Matchers and labels as Alertmanager writes them, byte for byte: receivers know a group by these
 * texts.
 */
public final class AlertmanagerText {
  /* Go compares texts by their bytes in UTF-8, which is the order of code points. */
  private static final Comparator<String> BY_CODE_POINT = AlertmanagerText::compare;

  /** The order of matchers in a key: by name, value and kind. */
  static final Comparator<LabelMatcher> MATCHER_ORDER =
      Comparator.comparing(LabelMatcher::name, BY_CODE_POINT)
          .thenComparing(LabelMatcher::value, BY_CODE_POINT)
          .thenComparing(LabelMatcher::type);

  private static final String RESERVED = "{}!=~,\\\"'`";

  private AlertmanagerText() {}

  /** The matchers in the given order: {@code {job="api",severity=~"critical|page"}}. */
  public static String matchers(List<LabelMatcher> matchers) {
    return matchers.stream()
        .map(AlertmanagerText::matcher)
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** One matcher; its name stands in quotes if the classic syntax could not say it. */
  public static String matcher(LabelMatcher matcher) {
    String operator = matcher.type().symbol();
    if (matcher.name().codePoints().anyMatch(AlertmanagerText::isReserved)) {
      return GoQuote.quote(matcher.name()) + operator + GoQuote.quote(matcher.value());
    }
    return matcher.name() + operator + '"' + escape(matcher.value()) + '"';
  }

  /** The labels in ascending order of names: {@code {alertname="Down", job="api"}}. */
  public static String labels(Labels labels) {
    SortedMap<String, String> sorted = new TreeMap<>(BY_CODE_POINT);
    sorted.putAll(labels.toMap());
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<String, String> label : sorted.entrySet()) {
      text.append(text.length() == 1 ? "" : ", ").append(label.getKey()).append('=');
      text.append(GoQuote.quote(label.getValue()));
    }
    return text.append('}').toString();
  }

  /** True for a character that ends a word in the syntax of matchers. */
  public static boolean isReserved(int character) {
    return isSpace(character) || RESERVED.indexOf(character) >= 0;
  }

  /** True for what Unicode counts as white space. */
  public static boolean isSpace(int character) {
    return switch (character) {
      case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0 -> true;
      default -> Character.isSpaceChar(character);
    };
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  private static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        int order = Integer.compare(left.codePointAt(i), right.codePointAt(i));
        return order == 0 ? Character.compare(left.charAt(i), right.charAt(i)) : order;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
