package io.barograph.promql.routing;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.LabelMatcher.Type;
import io.barograph.core.route.AlertmanagerText;
import io.barograph.promql.parse.QuotedText;
import java.util.ArrayList;
import java.util.List;

/** Matchers in Alertmanager's newer syntax: names and values are any word, or any text quoted. */
final class Utf8Matchers {
  private final String text;
  private int at;

  private Utf8Matchers(String text) {
    this.text = text;
  }

  static List<LabelMatcher> parse(String text) {
    return new Utf8Matchers(text).matchers();
  }

  private List<LabelMatcher> matchers() {
    List<LabelMatcher> matchers = new ArrayList<>();
    boolean braced = accept("{");
    boolean first = true;
    while (!atEnd() && text.charAt(at) != '}') {
      if (!first) {
        expect(",", "a comma");
        if (atEnd() || text.charAt(at) == '}') {
          break;
        }
      }
      matchers.add(matcher());
      first = false;
    }
    if (braced) {
      expect("}", "a closing brace");
    }
    if (!atEnd()) {
      throw unexpected("the end");
    }
    return matchers;
  }

  private LabelMatcher matcher() {
    String name = word("a label name");
    Type type = operator();
    return LabelMatcher.of(type, name, word("a label value"));
  }

  private Type operator() {
    for (Type type : new Type[] {Type.REGEX, Type.NOT_REGEX, Type.NOT_EQUAL, Type.EQUAL}) {
      if (accept(type.symbol())) {
        return type;
      }
    }
    throw unexpected("an operator, = != =~ or !~");
  }

  private String word(String what) {
    if (atEnd()) {
      throw unexpected(what);
    }
    int start = at;
    if (text.charAt(at) == '"') {
      skipQuoted();
      return QuotedText.value(text.substring(start, at))
          .orElseThrow(() -> new IllegalArgumentException("no valid text in quotes: " + text));
    }
    while (at < text.length() && !AlertmanagerText.isReserved(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (at == start) {
      throw unexpected(what);
    }
    return text.substring(start, at);
  }

  private void skipQuoted() {
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
    }
    if (at >= text.length()) {
      throw new IllegalArgumentException("a quote is missing at the end of: " + text);
    }
    at++;
  }

  private boolean atEnd() {
    while (at < text.length() && AlertmanagerText.isSpace(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at >= text.length();
  }

  private boolean accept(String token) {
    if (atEnd() || !text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void expect(String token, String what) {
    if (!accept(token)) {
      throw unexpected(what);
    }
  }

  private IllegalArgumentException unexpected(String what) {
    return new IllegalArgumentException(
        "expected %s at character %d of: %s".formatted(what, at + 1, text));
  }
}
