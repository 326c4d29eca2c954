package io.barograph.promql.parse;

import io.barograph.promql.parse.Expr.DurationExpr;
import io.barograph.promql.parse.Expr.EdgeMode;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.TimeModifiers.RangeEnd;
import io.barograph.promql.parse.TokenStream.Rejection;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads what follows a selector or sub-query: {@code offset}, {@code @} and the edge modes. */
final class TimeModifierParser {
  private static final String NO_SELECTOR = "ranges only allowed for vector selectors";
  private static final String MISPLACED =
      "%s modifier must be preceded by an instant vector selector or range vector selector or a"
          + " subquery";

  private final TokenStream tokens;
  private final DurationParser durations;

  TimeModifierParser(TokenStream tokens, DurationParser durations) {
    this.tokens = tokens;
    this.durations = durations;
  }

  /** {@code operand} with the offset that is next. */
  Expr offset(Expr operand) {
    tokens.take();
    Expr offset;
    try {
      offset = durations.offset();
    } catch (Rejection misfit) {
      tokens.unexpected("offset", "number, duration, step(), or range()");
      return operand;
    }
    TimeModifiers time = timeOf(operand, "offset");
    if (time == null) {
      return operand;
    }
    TimeModifiers shifted = time;
    if (time.hasOffset()) {
      tokens.report(operand.range(), "offset may not be set multiple times");
    } else if (offset instanceof DurationExpr calculation) {
      shifted = time.withOffset(calculation);
    } else {
      shifted = time.withOffset(DurationParser.toDuration(offset));
    }
    return with(operand, shifted);
  }

  /** {@code operand} at the fixed time that is next. */
  Expr at(Expr operand) {
    tokens.take();
    double seconds = 0;
    RangeEnd end = null;
    try {
      if (tokens.peek() == TokenType.START || tokens.peek() == TokenType.END_OF_RANGE) {
        end = tokens.take().type() == TokenType.START ? RangeEnd.START : RangeEnd.END;
        tokens.take(TokenType.LEFT_PAREN);
        tokens.take(TokenType.RIGHT_PAREN);
      } else {
        seconds = durations.signedNumber();
      }
    } catch (Rejection misfit) {
      tokens.unexpected("@", "timestamp");
      return operand;
    }
    boolean inBounds = Math.abs(seconds) < 0x1p63;
    if (!inBounds) {
      tokens.report(
          operand.range(), "timestamp out of bounds for @ modifier: " + withSixDecimals(seconds));
    }
    TimeModifiers time = timeOf(operand, "@");
    if (time == null) {
      return operand;
    }
    if (time.isFixed()) {
      tokens.report(operand.range(), "@ <timestamp> may not be set multiple times");
      return operand;
    }
    TimeModifiers fixed = end == null ? time.at(Math.round(seconds * 1000)) : time.at(end);
    return with(operand, fixed);
  }

  /** {@code operand} with the edge mode that {@code keyword} names. */
  Expr edges(Expr operand, TokenType keyword) {
    EdgeMode mode = keyword == TokenType.ANCHORED ? EdgeMode.ANCHORED : EdgeMode.SMOOTHED;
    VectorSelector selector = null;
    if (operand instanceof VectorSelector vector) {
      selector = vector;
    } else if (operand instanceof MatrixSelector matrix) {
      if (!(matrix.operand() instanceof VectorSelector inner)) {
        return operand;
      }
      selector = inner;
    } else {
      boolean isSubquery = operand instanceof SubqueryExpr;
      tokens.report(
          operand.range(),
          keyword.text()
              + (isSubquery
                  ? " modifier is not supported for subqueries"
                  : " modifier not implemented"));
      return operand;
    }
    if (selector.edges() != EdgeMode.PLAIN && selector.edges() != mode) {
      tokens.report(operand.range(), "anchored and smoothed modifiers cannot be used together");
    }
    VectorSelector changed = selector.with(mode);
    return operand instanceof MatrixSelector matrix
        ? matrix.with(changed, matrix.range().end())
        : changed;
  }

  /** The modifiers of a node that can have some; null where it cannot, which is reported. */
  private TimeModifiers timeOf(Expr operand, String modifier) {
    if (operand instanceof VectorSelector vector) {
      return vector.time();
    } else if (operand instanceof SubqueryExpr subquery) {
      return subquery.time();
    } else if (operand instanceof MatrixSelector matrix) {
      if (matrix.operand() instanceof VectorSelector vector) {
        return vector.time();
      }
      tokens.report(operand.range(), NO_SELECTOR);
      return null;
    }
    tokens.report(operand.range(), MISPLACED.formatted(modifier));
    return null;
  }

  private Expr with(Expr operand, TimeModifiers time) {
    int end = tokens.lastClosing();
    if (operand instanceof VectorSelector vector) {
      return vector.with(time, new PositionRange(vector.range().start(), end));
    } else if (operand instanceof SubqueryExpr subquery) {
      return subquery.with(time, end);
    }
    MatrixSelector matrix = (MatrixSelector) operand;
    return matrix.with(matrix.selector().with(time, matrix.selector().range()), end);
  }

  /** Go's {@code %f}. */
  private static String withSixDecimals(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }
}
