package io.barograph.promql.parse;

import java.util.List;

/**
 * A query that is not PromQL: everything the parser or else the type checker found wrong, in order.
 *
 * <p>The message is that of the first error, as Prometheus prints it: {@code 1:5: parse error: ...}
 * with line and column counted from 1, columns in bytes.
 */
public final class ParseException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ParseError> errors;

  ParseException(byte[] query, List<ParseError> errors) {
    super(locate(query, errors.get(0)));
    this.errors = List.copyOf(errors);
  }

  /** What is wrong; never empty. */
  public List<ParseError> errors() {
    return errors;
  }

  private static String locate(byte[] query, ParseError error) {
    int start = error.range().start();
    if (start > query.length) {
      return "invalid position: parse error: " + error.message();
    }
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < start; i++) {
      if (query[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return "%d:%d: parse error: %s".formatted(line, start - lineStart + 1, error.message());
  }
}
