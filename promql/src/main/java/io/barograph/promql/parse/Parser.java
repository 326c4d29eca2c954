package io.barograph.promql.parse;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Expr.VectorSelector;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads PromQL as Prometheus 3.14 does with every feature on.
 *
 * <p>Messages and positions are Prometheus's. What needs a feature flag there is accepted; {@link
 * ExperimentalFeatures} finds it. A tree is at most {@value NestingBound#MAX_DEPTH} levels deep.
 */
public final class Parser {
  private Parser() {}

  /**
   * The syntax tree of {@code query}, its types checked.
   *
   * @param query the text; a byte that is no UTF-8 is given as a lone surrogate U+DC80 to U+DCFF
   * @throws ParseException if it is not PromQL, with all errors found; no other exception leaves
   */
  public static Expr parse(String query) throws ParseException {
    return parse(GoText.encode(query));
  }

  /**
   * The syntax tree of a query in UTF-8, its types checked.
   *
   * @throws ParseException if it is not PromQL, with all errors found; no other exception leaves
   */
  public static Expr parse(byte[] query) throws ParseException {
    TokenStream tokens = new TokenStream(query);
    Expr expr = new ExpressionParser(tokens).parse();
    List<ParseError> errors = new ArrayList<>(tokens.errors());
    if (errors.isEmpty()) {
      TypeChecker checker = new TypeChecker(query);
      expr = checker.check(expr);
      errors.addAll(checker.errors());
    }
    if (!errors.isEmpty()) {
      throw new ParseException(query, errors);
    }
    return expr;
  }

  /**
   * The labels of a series written like a selector: {@code up{job="api"}}; {@code {}} is the empty
   * set.
   *
   * @throws ParseException if it is no set of labels
   */
  public static Labels parseMetric(String metric) throws ParseException {
    byte[] text = GoText.encode(metric);
    TokenStream tokens = new TokenStream(text);
    Expr expr = new ExpressionParser(tokens).parse();
    List<ParseError> errors = new ArrayList<>(tokens.errors());
    if (errors.isEmpty() && expr instanceof VectorSelector selector) {
      Labels.Builder labels = Labels.builder();
      for (LabelMatcher matcher : selector.matchers()) {
        if (matcher.type() != LabelMatcher.Type.EQUAL) {
          errors.add(new ParseError(expr.range(), "a label must be like name=\"value\""));
        } else {
          labels.set(matcher.name(), matcher.value());
        }
      }
      if (errors.isEmpty()) {
        return labels.build();
      }
    }
    if (errors.isEmpty()) {
      errors.add(new ParseError(expr.range(), "a series must be like name{label=\"value\"}"));
    }
    throw new ParseException(text, errors);
  }

  /**
   * A matcher as it stands between the braces of a selector: {@code severity="critical"}.
   *
   * @throws ParseException if it is not one matcher
   */
  public static LabelMatcher parseMatcher(String matcher) throws ParseException {
    byte[] text = GoText.encode("{" + matcher + "}");
    TokenStream tokens = new TokenStream(text);
    Expr expr = new ExpressionParser(tokens).parse();
    List<ParseError> errors = new ArrayList<>(tokens.errors());
    if (errors.isEmpty()
        && expr instanceof VectorSelector selector
        && selector.time().equals(TimeModifiers.NONE)
        && selector.matchers().size() == 1) {
      return selector.matchers().get(0);
    }
    if (errors.isEmpty()) {
      errors.add(new ParseError(expr.range(), "there must be one label and one value"));
    }
    throw new ParseException(text, errors);
  }
}
