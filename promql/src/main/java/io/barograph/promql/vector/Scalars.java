package io.barograph.promql.vector;

import java.util.List;

/** The numbers that {@code scalar()} makes of vectors. */
record Scalars(List<VectorNode> vectors) {
  private static final double[] NO_NUMBERS = {};

  /** No such number. */
  static final Scalars NONE = new Scalars(List.of());

  /** The only value of each vector at the tick, NaN where it has none or several. */
  double[] at(long tick, VectorInput input) {
    if (vectors.isEmpty()) {
      return NO_NUMBERS;
    }
    double[] numbers = new double[vectors.size()];
    for (int i = 0; i < numbers.length; i++) {
      List<Element> vector = vectors.get(i).evaluate(tick, input);
      numbers[i] = vector.size() == 1 ? vector.get(0).value() : Double.NaN;
    }
    return numbers;
  }
}
