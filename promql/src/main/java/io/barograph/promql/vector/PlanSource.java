package io.barograph.promql.vector;

import io.barograph.promql.parse.Expr;
import java.util.Optional;

/** What a plan is evaluated on: a part of its expression that is evaluated elsewhere. */
public sealed interface PlanSource permits Leaf, Piece {
  /** Where it stands in the syntax tree. */
  Expr expr();

  /** When it is evaluated and what its elements mean. */
  Leaf.Place place();

  /** How its elements are folded where they arise; absent if each of them is needed. */
  Optional<Fold> fold();

  /** What it gives, when and for what, as a text: two sources with the same text give the same. */
  String identity();
}
