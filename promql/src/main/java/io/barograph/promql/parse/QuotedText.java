package io.barograph.promql.parse;

import java.util.Optional;

/** Texts in double quotes, with Go's escape sequences, outside of queries. */
public final class QuotedText {
  private QuotedText() {}

  /**
   * The text between the quotes, its escape sequences resolved.
   *
   * @param quoted begins with a double quote
   * @return empty if it does not end with the second quote, an escape sequence is not known, or
   *     what it says is not UTF-8
   */
  public static Optional<String> value(String quoted) {
    InputCursor in = new InputCursor(GoText.encode(quoted));
    if (in.next() != '"' || StringScanner.quoted(in, '"') != null || in.next() != InputCursor.END) {
      return Optional.empty();
    }
    String value = Literals.unquote(quoted);
    boolean isUtf8 =
        value
            .codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    return isUtf8 ? Optional.of(value) : Optional.empty();
  }
}
