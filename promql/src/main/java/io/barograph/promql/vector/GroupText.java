package io.barograph.promql.vector;

import com.google.re2j.Matcher;

/** Puts what groups matched into a text, as Go's {@code Regexp.Expand} does. */
final class GroupText {
  private GroupText() {}

  /**
   * The text with {@code $name} and {@code ${name}} replaced; a name is a number or the name of a
   * group, as long as possible, {@code $$} is a dollar sign, and a group that is not there is
   * empty.
   */
  static String expand(String text, Matcher matcher) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c != '$' || i + 1 == text.length()) {
        expanded.append(c);
        i++;
        continue;
      }
      if (text.charAt(i + 1) == '$') {
        expanded.append('$');
        i += 2;
        continue;
      }
      boolean braced = text.charAt(i + 1) == '{';
      int start = braced ? i + 2 : i + 1;
      int end = nameEnd(text, start);
      if (end == start || (braced && (end == text.length() || text.charAt(end) != '}'))) {
        expanded.append(c);
        i++;
        continue;
      }
      expanded.append(group(matcher, text.substring(start, end)));
      i = braced ? end + 1 : end;
    }
    return expanded.toString();
  }

  private static int nameEnd(String text, int start) {
    int end = start;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private static String group(Matcher matcher, String name) {
    String value = null;
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      boolean exists = name.length() < 6 && Integer.parseInt(name) <= matcher.groupCount();
      value = exists ? matcher.group(Integer.parseInt(name)) : null;
    } else if (matcher.pattern().namedGroups().containsKey(name)) {
      value = matcher.group(name);
    }
    return value == null ? "" : value;
  }
}
