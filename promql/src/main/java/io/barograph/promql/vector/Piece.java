package io.barograph.promql.vector;

import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Printer;
import java.util.Optional;

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
    identity.append(Printer.print(expr)).append('\0').append(place.stepMillis()).append('\0');
    identity.append(place.reachMillis()).append('\0');
    identity.append(place.asks()).append('\0').append(folding);
    plan.sources().forEach(source -> identity.append('\0').append(source.identity()));
    return identity.toString();
  }

  /** True if it is evaluated at the ticks of the rule, not at the steps of a range. */
  private boolean isOfTick() {
    return place.stepMillis() == 0;
  }

  @Override
  public Piece delayed(long delayMillis) {
    VectorPlan then = isOfTick() ? plan.delayed(delayMillis) : plan;
    return new Piece(expr, then, folding, place.delayed(delayMillis));
  }
}
