package io.barograph.promql.eval;

import io.barograph.promql.parse.BinaryOperator;

/** An operator between two elements of the same series. */
record SameSeriesNode(
    BinaryOperator operator, boolean returnsBool, SeriesNode left, SeriesNode right)
    implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    left.evaluate(tick, samples, result);
    boolean leftPresent = result.isPresent();
    boolean leftMissing = result.isDataMissing();
    double leftValue = result.value();
    if (operator == BinaryOperator.LOR && leftPresent) {
      return;
    }
    if (operator == BinaryOperator.LUNLESS && !leftPresent) {
      return;
    }
    right.evaluate(tick, samples, result);
    boolean rightPresent = result.isPresent();
    switch (operator) {
      case LOR -> {
        if (!rightPresent) {
          result.setAbsent(leftMissing || result.isDataMissing());
        }
      }
      case LUNLESS -> {
        if (rightPresent) {
          result.setAbsent(false);
        } else {
          result.setPresent(leftValue);
        }
      }
      default -> {
        if (leftPresent && rightPresent) {
          combine(leftValue, result.value(), result);
        } else {
          result.setAbsent(leftMissing || (!rightPresent && result.isDataMissing()));
        }
      }
    }
  }

  private void combine(double leftValue, double rightValue, EvaluationResult result) {
    if (operator == BinaryOperator.LAND) {
      result.setPresent(leftValue);
    } else if (!operator.isComparison()) {
      result.setPresent(Arithmetic.calculate(operator, leftValue, rightValue));
    } else {
      boolean holds = Arithmetic.compare(operator, leftValue, rightValue);
      if (returnsBool) {
        result.setPresent(holds ? 1 : 0);
      } else if (holds) {
        result.setPresent(leftValue);
      } else {
        result.setAbsent(false);
      }
    }
  }
}
