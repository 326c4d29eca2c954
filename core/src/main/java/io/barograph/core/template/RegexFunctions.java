package io.barograph.core.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.barograph.core.labels.GoQuote;

/** Regular expressions in RE2's syntax, as templates use them. */
final class RegexFunctions {
  private RegexFunctions() {}

  /** True if some part of the text matches. */
  static boolean matches(String regex, String text) {
    try {
      return Pattern.compile(regex).matcher(text).find();
    } catch (PatternSyntaxException invalid) {
      throw new FailedCallException(invalid.getMessage());
    }
  }

  /**
   * The text with each match replaced.
   *
   * @param replacement {@code $1}, {@code $name} and <code>${name}</code> stand for groups, the
   *     name as long as it goes, and {@code $$} for a dollar sign
   */
  static String replaceAll(String regex, String replacement, String text) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(regex);
    } catch (PatternSyntaxException invalid) {
      String quoted = GoQuote.canBackquote(regex) ? "`" + regex + "`" : GoQuote.quote(regex);
      throw new FailedCallException(
          "regexp: Compile(%s): %s".formatted(quoted, invalid.getMessage()));
    }
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    while (matcher.find()) {
      boolean touchesTheOneBefore = matcher.end() == copied && matcher.start() == copied;
      if (!touchesTheOneBefore || copied == 0) {
        out.append(text, copied, matcher.start());
        appendReplacement(out, pattern, matcher, replacement);
        copied = matcher.end();
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static void appendReplacement(
      StringBuilder out, Pattern pattern, Matcher matcher, String replacement) {
    for (int i = 0; i < replacement.length(); ) {
      char c = replacement.charAt(i++);
      if (c != '$' || i == replacement.length()) {
        out.append(c);
        continue;
      }
      if (replacement.charAt(i) == '$') {
        out.append('$');
        i++;
        continue;
      }
      boolean braced = replacement.charAt(i) == '{';
      int start = braced ? i + 1 : i;
      int end = start;
      while (end < replacement.length() && isWord(replacement.charAt(end))) {
        end++;
      }
      boolean closed = !braced || (end < replacement.length() && replacement.charAt(end) == '}');
      if (end == start || !closed) {
        out.append('$');
        continue;
      }
      String group = group(pattern, matcher, replacement.substring(start, end));
      out.append(group == null ? "" : group);
      i = braced ? end + 1 : end;
    }
  }

  private static String group(Pattern pattern, Matcher matcher, String name) {
    if (name.matches("0|[1-9][0-9]{0,8}")) {
      int number = Integer.parseInt(name);
      return number <= matcher.groupCount() ? matcher.group(number) : null;
    }
    return pattern.namedGroups().containsKey(name) ? matcher.group(name) : null;
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
