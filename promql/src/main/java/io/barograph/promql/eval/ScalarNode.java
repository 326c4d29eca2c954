package io.barograph.promql.eval;

/** A step of evaluation that needs no series: a number that depends on nothing but the tick. */
interface ScalarNode {
  double value(long tick);
}
