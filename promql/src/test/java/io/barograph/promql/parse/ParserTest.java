package io.barograph.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  /** A query, and behind an arrow each error as start, end and message. */
  private static final String ERRORS =
      """
      # Recovery: what one mistake leads to.
      1 2 => 2,3 unexpected number "2"
      a b c d => 2,3 unexpected identifier "b"
      sum(x y) + 1 => 6,7 unexpected identifier "y" in aggregation; \
      0,0 no arguments for aggregate expression provided
      foo(a,,b) => 5,6 trailing commas not allowed in function call args; \
      0,3 unknown function with name "foo"
      foo(,a) => 4,5 unexpected ","
      ((a b) + c) => 4,5 unexpected identifier "b"
      sum by () without () (x) => 10,17 unexpected <without> in aggregation; \
      0,9 no arguments for aggregate expression provided
      foo[(5m] => 7,8 unexpected "]" in subquery or range selector, \
      expected number, duration, step(), or range(); 8,8 unclosed left parenthesis
      b="c"} => 1,2 unexpected "="; 5,6 unexpected character: '}'
      unless unless unless unless => 27,27 unexpected end of input
      # Label matching.
      foo{a="b",,} => 10,11 unexpected "," in label matching, expected identifier or "}"
      foo{a} => 5,6 unexpected "}" in label matching, expected label matching operator
      foo{a=} => 6,7 unexpected "}" in label matching, expected string
      {"a" "b"} => 5,8 unexpected string "\\"b\\"" in label matching, expected "," or "}"
      {"a"=b} => 5,6 unexpected identifier "b" in label matching, expected string
      x{"a"} => 0,6 metric name must not be set twice: "x" or "a"
      {a=~"["} => 1,7 error parsing regexp: missing closing ]: `[`
      # Groupings.
      sum by (a b) (x) => 10,11 unexpected identifier "b" in grouping opts, expected "," or ")"
      sum by (a,,b) (x) => 10,11 unexpected "," in grouping opts, expected label
      sum by a (x) => 7,8 unexpected identifier "a" in grouping opts, expected "("
      sum by (without) (x) => 8,15 unexpected <without> in grouping opts, expected label
      sum by ("") (x) => 8,10 invalid label name for grouping: ""
      # Ranges.
      foo[5m:2 3] => 9,10 unexpected number "3" in subquery selector, expected "]"
      foo[5m:+] => 8,9 unexpected "]" in subquery selector, \
      expected number, duration, step(), range(), or "]"
      foo[5m 3] => 7,8 unexpected number "3" in subquery or range, expected ":" or "]"
      foo[:5m] => 5,8 unexpected colon before duration in duration expression
      foo[5m:step()::] => 13,16 unexpected colon ':'
      foo[5m::] => 7,9 unexpected colon ':'
      foo[5m[ => 6,7 unexpected left bracket '['
      foo[5m => 6,6 unclosed left bracket
      foo[5m)] => 7,8 unexpected right parenthesis ')'
      foo[min_of(5m)] => 13,14 unexpected ")" in subquery or range selector, \
      expected number, duration, step(), or range()
      # Modifiers.
      foo @ start => 11,11 unexpected end of input in @, expected timestamp
      a @ 1 @ 2 => 0,5 @ <timestamp> may not be set multiple times
      1 offset 1d => 0,1 offset modifier must be preceded by an instant vector selector or range \
      vector selector or a subquery
      foo offset min(5m) => 11,14 unexpected <aggr:min> in offset, expected number, duration, \
      step(), or range()
      foo offset 9e10 => 11,15 duration out of range
      foo offset -9e10 => 11,12 duration out of range
      a anchored smoothed => 0,1 anchored and smoothed modifiers cannot be used together
      a[5m:] anchored => 0,6 anchored modifier is not supported for subqueries
      1 smoothed => 0,1 smoothed modifier not implemented
      a fill(0) b => 2,6 unexpected <fill>
      a + fill_left(0) fill_left(1) b => 17,26 unexpected <fill_left>
      a + fill(x) b => 9,10 unexpected identifier "x"
      # Types.
      a + fill(0) 1 => 0,13 filling in missing series only allowed between instant vectors
      a and fill(0) b => 0,15 filling in missing series not allowed for set operators
      "a" + 1 => 0,3 binary expression must contain only scalar and instant vector types
      1 + a[5m] => 4,9 binary expression must contain only scalar and instant vector types
      count_values(5, a) => 13,14 expected type string in aggregation parameter, got scalar
      sum("a") => 4,7 expected type instant vector in aggregation expression, got string
      sum(a, b) => 0,9 wrong number of arguments for aggregate expression provided, expected 1, got 2
      label_join(a) => 0,13 expected at least 3 argument(s) in call to "label_join", got 1
      info(a, b) => 8,9 expected label selectors only, got vector selector instead
      info(a, 1) => 0,10 expected type instant vector in call to function "info", got scalar; \
      8,9 expected label selectors only; \
      8,9 expected type instant vector in call to function "info", got scalar
      # Numbers and strings.
      0x => 0,2 error parsing number: strconv.ParseFloat: parsing "0x": invalid syntax
      1e999 => 0,5 error parsing number: strconv.ParseFloat: parsing "1e999": value out of range
      0x1.5 => 0,5 bad number or duration syntax: "0x1."
      1__0 => 0,4 bad number or duration syntax: "1__"
      1e+ => 0,3 bad number or duration syntax: "1e+"
      '\\xg0' => 0,6 illegal character U+0067 'g' in escape sequence
      '\\ud800' => 0,8 escape sequence is an invalid Unicode code point
      '\\12 => 0,4 escape sequence not terminated
      '\\ => 0,2 escape sequence not terminated
      # Characters.
      a!b => 1,3 unexpected character after '!': 'b'
      a! => 1,2 unexpected character after '!': '\uFFFD'
      a & b => 2,5 unexpected character: '&'
      a\u00A0 => 1,3 unexpected character: '\\u00a0'
      a{b!c} => 3,6 unexpected character after '!' inside braces: 'c'
      a{{ => 2,3 unexpected left brace '{'
      a] => 1,2 unexpected right bracket ']'
      a) => 2,2 unexpected right parenthesis ')'
      "a => 0,2 unterminated quoted string
      abcdefghijkl "abcdefghijkl" => 13,27 unexpected string "\\"abcdefghi"...
      """;

  static Stream<Arguments> errors() {
    return ERRORS
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Arguments.of((Object[]) line.split(" => ", 2)));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void saysWhatIsWrongAndWhere(String query, String expected) {
    ParseException invalid = catchThrowableOfType(ParseException.class, () -> Parser.parse(query));
    assertThat(invalid).as(query).isNotNull();
    assertThat(
            invalid.errors().stream()
                .map(
                    error ->
                        "%d,%d %s"
                            .formatted(error.range().start(), error.range().end(), error.message()))
                .collect(Collectors.joining("; ")))
        .isEqualTo(expected);
  }

  @Test
  void countsPositionsInBytesAndLinesFromOne() {
    assertThatThrownBy(() -> Parser.parse("é +\n  \"é\" )"))
        .hasMessage("1:1: parse error: unexpected character: 'é'");
    assertThatThrownBy(() -> Parser.parse("{\"é\"} +\n  \"é\" b"))
        .hasMessage("2:8: parse error: unexpected identifier \"b\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo * sum",
        "sum by (bool, on, \"a.b\", atan2) (x)",
        "min_over_time(rate(x[2s])[5m:5s] offset -4m)",
        "a and on () b or ignoring (x) c unless d",
        "a * on (x) group_left (y) b",
        "a / ignoring (x) group_right () b",
        "a + fill_left (0) fill_right (-1) b",
        "-x ^ 2",
        "+(x)",
        "x == bool 1",
        "{\"metric.name\",\"label.name\"=~\"a|b\"}",
        "x{a=\"b\",c!=\"d\",e!~\"f\"}[5m] @ 1.500 offset 1h30m",
        "x[5m] smoothed @ end()",
        "x[5m + step():range() * 2] offset (3m - step())",
        "x offset min_of(step(), max_of(5, 3s))",
        "x offset -step()",
        "x[(5 + 3m) ^ 2]",
        "count_values without (a) (\"v\", x)",
        "label_replace(x, \"a\", \"$1\", \"b\", \"\\\\d\\n\\\"\")",
        "info(x, {a=\"b\"})",
        "start() + end() - step()",
        "1h30m + 0.5 + Inf - NaN"
      })
  void printsWhatParsesToTheSameTree(String query) throws ParseException {
    String printed = Printer.print(Parser.parse(query));
    assertThat(Printer.print(Parser.parse(printed))).isEqualTo(printed);
    assertThat(AstJson.write(Parser.parse(printed)).replaceAll("\\[\\d+,\\d+\\]|Pos\":\\d+", ""))
        .isEqualTo(AstJson.write(Parser.parse(query)).replaceAll("\\[\\d+,\\d+\\]|Pos\":\\d+", ""));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void readsNumbersLikeGo(String text, double value) throws ParseException {
    assertThat(((Expr.NumberLiteral) Parser.parse(text)).value()).isEqualTo(Double.valueOf(value));
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of("0755", 493.0),
        Arguments.of("08", 8.0),
        Arguments.of("1_000_000", 1e6),
        Arguments.of(".123_456", 0.123456),
        Arguments.of("0x_53_AB", 21419.0),
        Arguments.of("0XfF", 255.0),
        Arguments.of("5.e2", 500.0),
        Arguments.of("18446744073709551616", 0x1p64),
        Arguments.of("iNf", Double.POSITIVE_INFINITY),
        Arguments.of("nAn", Double.NaN),
        Arguments.of("1h30m", 5400.0),
        Arguments.of("-1.5", -1.5));
  }

  @Test
  void keepsBytesThatAreNoUtf8() throws ParseException {
    Expr.StringLiteral literal = (Expr.StringLiteral) Parser.parse("'\\xff\\303\\251\\U0001F600'");
    assertThat(literal.value()).isEqualTo("\uDCFFé😀");
    assertThat(AstJson.write(literal)).contains("\"Val\":\"\\udcffé😀\"");
    assertThatThrownBy(() -> Parser.parse("x{a=\"\uDCFF\"}")).hasMessageContaining("invalid UTF-8");
    assertThatThrownBy(() -> Parser.parse(new byte[] {'x', (byte) 0xC3}))
        .hasMessage("1:2: parse error: unexpected character: '\uFFFD'");
  }

  @Test
  void writesInfinityAndNanAsTexts() throws ParseException {
    assertThat(AstJson.write(Parser.parse("Inf"))).contains("\"Val\":\"+Inf\"");
    assertThat(AstJson.write(Parser.parse("-Inf"))).contains("\"Val\":\"-Inf\"");
    assertThat(AstJson.write(Parser.parse("NaN"))).contains("\"Val\":\"NaN\"");
  }
}
