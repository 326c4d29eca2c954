package io.barograph.promql.vector;

import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Printer;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A part of an expression that needs several series, but fewer of them together than the whole
 * does: it is evaluated in partitions of its own, and what these give is folded.
 *
 * @param expr the argument of the aggregation that folds it
 * @param plan how it is evaluated in each of its partitions
 */
public record Piece(Expr expr, VectorPlan plan, Fold folding, Leaf.Place place)
    implements PlanSource {
  @Override
  public Optional<Fold> fold() {
    return Optional.of(folding);
  }

  @Override
  public String identity() {
    StringBuilder identity = new StringBuilder();
    identity.append(Printer.print(expr)).append('\0').append(place).append('\0').append(folding);
    addRecordings(expr, identity);
    plan.sources().forEach(source -> identity.append('\0').append(source.identity()));
    return identity.toString();
  }

  /** What stands in place of recorded metrics, which are printed by their names alone. */
  private static void addRecordings(Expr expr, StringBuilder identity) {
    if (expr instanceof Expr.RecordedExpr recorded) {
      for (Expr.RecordingSource source : recorded.sources()) {
        identity.append('\0').append(Printer.print(source.expr())).append('\0');
        identity.append(new TreeMap<>(source.labels())).append(source.interval());
        identity.append(source.queryOffset()).append(source.limit()).append(source.isBehind());
      }
    }
    expr.children().forEach(child -> addRecordings(child, identity));
  }
}
