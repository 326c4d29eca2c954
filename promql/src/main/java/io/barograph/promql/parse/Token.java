package io.barograph.promql.parse;

/**
 * A piece of a query that the lexer cut off.
 *
 * @param type its kind
 * @param text as written; for {@link TokenType#ERROR} the message
 * @param range where it stands
 */
record Token(TokenType type, String text, PositionRange range) {
  /** Names the token in a message about it: {@code identifier "foo"}, {@code <op:==>}. */
  String describe() {
    return switch (type) {
      case EOF, END -> "end of input";
      case ERROR -> text;
      case IDENTIFIER -> "identifier " + GoText.quote(text);
      case METRIC_IDENTIFIER -> "metric identifier " + GoText.quote(text);
      case NUMBER -> "number " + shortened();
      case DURATION -> "duration " + shortened();
      case STRING -> "string " + shortened();
      default ->
          switch (type.group()) {
            case KEYWORD -> "<" + text + ">";
            case OPERATOR -> "<op:" + text + ">";
            case AGGREGATOR -> "<aggr:" + text + ">";
            default -> GoText.quote(text);
          };
    };
  }

  private String shortened() {
    if (GoText.utf8Length(text) <= 10) {
      return GoText.quote(text);
    }
    int shown = Math.min(10, text.codePointCount(0, text.length()));
    return GoText.quote(text.substring(0, text.offsetByCodePoints(0, shown))) + "...";
  }
}
