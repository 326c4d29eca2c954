package io.barograph.promql.parse;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.DurationExpr;
import io.barograph.promql.parse.Expr.EdgeMode;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.NumberLiteral;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.StringLiteral;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a tree as one line of JSON, with the names of Prometheus's Go types and fields.
 *
 * <p>Durations are milliseconds, positions bytes; fields that are zero, false or absent are left
 * out.
 */
public final class AstJson {
  private AstJson() {}

  /** The tree below {@code expr} as a JSON object. */
  public static String write(Expr expr) {
    return object(expr).toString();
  }

  private static JsonObject object(Expr expr) {
    if (expr instanceof NumberLiteral literal) {
      return JsonObject.ofType("NumberLiteral")
          .put("Val", JsonObject.number(literal.value()))
          .putIf("Duration", literal.isDuration())
          .put("PosRange", literal.range());
    } else if (expr instanceof StringLiteral literal) {
      return JsonObject.ofType("StringLiteral")
          .put("Val", JsonObject.quote(literal.value()))
          .put("PosRange", literal.range());
    } else if (expr instanceof VectorSelector selector) {
      return selector(selector);
    } else if (expr instanceof MatrixSelector matrix) {
      JsonObject json =
          JsonObject.ofType("MatrixSelector")
              .put("VectorSelector", write(matrix.operand()))
              .putUnlessZero("Range", millis(matrix.width()));
      return putExpr(json, "RangeExpr", matrix.widthExpr())
          .putUnlessZero("EndPos", matrix.range().end());
    } else if (expr instanceof SubqueryExpr subquery) {
      return subquery(subquery);
    } else if (expr instanceof UnaryExpr unary) {
      return JsonObject.ofType("UnaryExpr")
          .put("Op", JsonObject.quote(unary.negative() ? "SUB" : "ADD"))
          .put("Expr", write(unary.expr()))
          .putUnlessZero("StartPos", unary.range().start());
    } else if (expr instanceof BinaryExpr binary) {
      return binary(binary);
    } else if (expr instanceof ParenExpr paren) {
      return JsonObject.ofType("ParenExpr")
          .put("Expr", write(paren.expr()))
          .put("PosRange", paren.range());
    } else if (expr instanceof AggregateExpr aggregate) {
      return aggregate(aggregate);
    } else if (expr instanceof Call call) {
      return JsonObject.ofType("Call")
          .put("Func", new JsonObject().put("func", JsonObject.quote(call.function().name())) + "")
          .put("Args", list(call.arguments().stream().map(AstJson::write).toList()))
          .put("PosRange", call.range());
    } else if (expr instanceof DurationExpr duration) {
      return duration(duration);
    }
    throw new AssertionError(expr);
  }

  private static JsonObject selector(VectorSelector selector) {
    JsonObject json = JsonObject.ofType("VectorSelector");
    if (!selector.name().isEmpty()) {
      json.put("Name", JsonObject.quote(selector.name()));
    }
    putTime(json, selector.time())
        .put("LabelMatchers", list(selector.matchers().stream().map(AstJson::matcher).toList()))
        .putIf("Anchored", selector.edges() == EdgeMode.ANCHORED)
        .putIf("Smoothed", selector.edges() == EdgeMode.SMOOTHED)
        .putIf("BypassEmptyMatcherCheck", selector.isInfoSelector())
        .put("PosRange", selector.range());
    return json;
  }

  private static String matcher(LabelMatcher matcher) {
    return new JsonObject()
        .put("name", JsonObject.quote(matcher.name()))
        .put("op", JsonObject.quote(matcher.type().symbol()))
        .put("value", JsonObject.quote(matcher.value()))
        .toString();
  }

  private static JsonObject subquery(SubqueryExpr subquery) {
    JsonObject json =
        JsonObject.ofType("SubqueryExpr")
            .put("Expr", write(subquery.expr()))
            .putUnlessZero("Range", millis(subquery.width()));
    putExpr(json, "RangeExpr", subquery.widthExpr());
    json.putUnlessZero("Step", millis(subquery.step()));
    putExpr(json, "StepExpr", subquery.stepExpr());
    return putTime(json, subquery.time()).putUnlessZero("EndPos", subquery.range().end());
  }

  private static JsonObject binary(BinaryExpr binary) {
    JsonObject json =
        JsonObject.ofType("BinaryExpr")
            .put("Op", JsonObject.quote(binary.operator().name()))
            .put("LHS", write(binary.left()))
            .put("RHS", write(binary.right()));
    binary.matching().ifPresent(matching -> json.put("VectorMatching", matching(matching)));
    return json.putIf("ReturnBool", binary.returnsBool());
  }

  private static String matching(VectorMatching matching) {
    JsonObject json =
        JsonObject.ofType("VectorMatching")
            .put("Card", JsonObject.quote(matching.cardinality().goName()));
    matching.labels().ifPresent(labels -> json.put("MatchingLabels", JsonObject.strings(labels)));
    json.putIf("On", matching.on());
    matching.include().ifPresent(labels -> json.put("Include", JsonObject.strings(labels)));
    if (matching.fills()) {
      JsonObject fill = JsonObject.ofType("VectorMatchFillValues");
      matching.fillLeft().ifPresent(value -> fill.put("LHS", JsonObject.number(value)));
      matching.fillRight().ifPresent(value -> fill.put("RHS", JsonObject.number(value)));
      json.put("FillValues", fill.toString());
    }
    return json.toString();
  }

  private static JsonObject aggregate(AggregateExpr aggregate) {
    JsonObject json =
        JsonObject.ofType("AggregateExpr")
            .put("Op", JsonObject.quote(aggregate.aggregation().name()))
            .put("Expr", write(aggregate.expr()));
    putExpr(json, "Param", aggregate.parameter());
    aggregate.grouping().ifPresent(labels -> json.put("Grouping", JsonObject.strings(labels)));
    return json.putIf("Without", aggregate.without()).put("PosRange", aggregate.range());
  }

  private static JsonObject duration(DurationExpr duration) {
    JsonObject json =
        JsonObject.ofType("DurationExpr").put("Op", JsonObject.quote(duration.operator().name()));
    putExpr(json, "LHS", duration.left());
    putExpr(json, "RHS", duration.right());
    return json.putIf("Wrapped", duration.isWrapped())
        .putUnlessZero("StartPos", duration.start())
        .putUnlessZero("EndPos", duration.end());
  }

  private static JsonObject putTime(JsonObject json, TimeModifiers time) {
    json.putUnlessZero("OriginalOffset", millis(time.offset()));
    putExpr(json, "OriginalOffsetExpr", time.offsetExpr());
    time.timestamp().ifPresent(millis -> json.put("Timestamp", Long.toString(millis)));
    time.startOrEnd().ifPresent(end -> json.put("StartOrEnd", JsonObject.quote(end.name())));
    return json;
  }

  private static JsonObject putExpr(JsonObject json, String name, Optional<? extends Expr> expr) {
    expr.ifPresent(present -> json.put(name, write(present)));
    return json;
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static String list(List<String> items) {
    return items.stream().collect(Collectors.joining(",", "[", "]"));
  }
}
