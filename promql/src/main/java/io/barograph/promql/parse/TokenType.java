package io.barograph.promql.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The kinds of tokens; the constants carry Prometheus's names. */
enum TokenType {
  /** The end of the tokens, behind {@link #EOF} or where the lexer failed. */
  END(Group.OTHER, ""),
  EOF(Group.OTHER, ""),
  ERROR(Group.OTHER, ""),
  IDENTIFIER(Group.OTHER, ""),
  METRIC_IDENTIFIER(Group.OTHER, ""),
  NUMBER(Group.OTHER, ""),
  DURATION(Group.OTHER, ""),
  STRING(Group.OTHER, ""),

  LEFT_PAREN(Group.PUNCTUATION, "("),
  RIGHT_PAREN(Group.PUNCTUATION, ")"),
  LEFT_BRACE(Group.PUNCTUATION, "{"),
  RIGHT_BRACE(Group.PUNCTUATION, "}"),
  LEFT_BRACKET(Group.PUNCTUATION, "["),
  RIGHT_BRACKET(Group.PUNCTUATION, "]"),
  COMMA(Group.PUNCTUATION, ","),
  COLON(Group.PUNCTUATION, ":"),
  EQL(Group.PUNCTUATION, "="),

  ADD(Group.OPERATOR, "+"),
  SUB(Group.OPERATOR, "-"),
  MUL(Group.OPERATOR, "*"),
  DIV(Group.OPERATOR, "/"),
  MOD(Group.OPERATOR, "%"),
  POW(Group.OPERATOR, "^"),
  EQLC(Group.OPERATOR, "=="),
  NEQ(Group.OPERATOR, "!="),
  LTE(Group.OPERATOR, "<="),
  LSS(Group.OPERATOR, "<"),
  GTE(Group.OPERATOR, ">="),
  GTR(Group.OPERATOR, ">"),
  EQL_REGEX(Group.OPERATOR, "=~"),
  NEQ_REGEX(Group.OPERATOR, "!~"),
  AT(Group.OPERATOR, "@"),
  LAND(Group.OPERATOR, "and"),
  LOR(Group.OPERATOR, "or"),
  LUNLESS(Group.OPERATOR, "unless"),
  ATAN2(Group.OPERATOR, "atan2"),

  SUM(Group.AGGREGATOR, "sum"),
  AVG(Group.AGGREGATOR, "avg"),
  COUNT(Group.AGGREGATOR, "count"),
  MIN(Group.AGGREGATOR, "min"),
  MAX(Group.AGGREGATOR, "max"),
  GROUP(Group.AGGREGATOR, "group"),
  STDDEV(Group.AGGREGATOR, "stddev"),
  STDVAR(Group.AGGREGATOR, "stdvar"),
  TOPK(Group.AGGREGATOR, "topk"),
  BOTTOMK(Group.AGGREGATOR, "bottomk"),
  COUNT_VALUES(Group.AGGREGATOR, "count_values"),
  QUANTILE(Group.AGGREGATOR, "quantile"),
  LIMITK(Group.AGGREGATOR, "limitk"),
  LIMIT_RATIO(Group.AGGREGATOR, "limit_ratio"),

  OFFSET(Group.KEYWORD, "offset"),
  ANCHORED(Group.KEYWORD, "anchored"),
  SMOOTHED(Group.KEYWORD, "smoothed"),
  BY(Group.KEYWORD, "by"),
  WITHOUT(Group.KEYWORD, "without"),
  ON(Group.KEYWORD, "on"),
  IGNORING(Group.KEYWORD, "ignoring"),
  GROUP_LEFT(Group.KEYWORD, "group_left"),
  GROUP_RIGHT(Group.KEYWORD, "group_right"),
  FILL(Group.KEYWORD, "fill"),
  FILL_LEFT(Group.KEYWORD, "fill_left"),
  FILL_RIGHT(Group.KEYWORD, "fill_right"),
  BOOL(Group.KEYWORD, "bool"),

  START(Group.TIME_FUNCTION, "start"),
  END_OF_RANGE(Group.TIME_FUNCTION, "end"),
  STEP(Group.TIME_FUNCTION, "step"),
  RANGE(Group.TIME_FUNCTION, "range"),
  MIN_OF(Group.TIME_FUNCTION, "min_of"),
  MAX_OF(Group.TIME_FUNCTION, "max_of");

  /** How a token is described and where it may stand. */
  enum Group {
    OTHER,
    PUNCTUATION,
    OPERATOR,
    AGGREGATOR,
    KEYWORD,
    TIME_FUNCTION
  }

  private static final Map<String, TokenType> WORDS = words();

  private final Group group;
  private final String text;

  TokenType(Group group, String text) {
    this.group = group;
    this.text = text;
  }

  Group group() {
    return group;
  }

  /** The token as it is written, or the empty text where many writings are one type. */
  String text() {
    return text;
  }

  boolean isAggregator() {
    return group == Group.AGGREGATOR;
  }

  /** The type of a word outside braces, in any case; {@link #IDENTIFIER} for an ordinary one. */
  static TokenType ofWord(String word) {
    return WORDS.getOrDefault(word.toLowerCase(Locale.ROOT), IDENTIFIER);
  }

  /** True for the words that calculate inside a duration: {@code step}, {@code min_of} ... */
  boolean isDurationFunction() {
    return switch (this) {
      case STEP, RANGE, MIN_OF, MAX_OF -> true;
      default -> false;
    };
  }

  /** True if a metric may bear this word as its name without quotes. */
  boolean isMetricName() {
    return switch (this) {
      case IDENTIFIER,
          METRIC_IDENTIFIER,
          LAND,
          LOR,
          LUNLESS,
          BY,
          WITHOUT,
          OFFSET,
          ANCHORED,
          SMOOTHED ->
          true;
      default -> group == Group.AGGREGATOR || group == Group.TIME_FUNCTION;
    };
  }

  /** True if a label may bear this word as its name in a grouping without quotes. */
  boolean isGroupingLabel() {
    return this == ATAN2 || (this != WITHOUT && (isMetricName() || group == Group.KEYWORD));
  }

  private static Map<String, TokenType> words() {
    Map<String, TokenType> words = new HashMap<>();
    for (TokenType type : values()) {
      if (!type.text.isEmpty() && Character.isLetter(type.text.charAt(0))) {
        words.put(type.text, type);
      }
    }
    words.put("inf", NUMBER);
    words.put("nan", NUMBER);
    return words;
  }
}
