package io.barograph.promql.vector;

import io.barograph.promql.parse.Aggregation;
import java.util.Arrays;
import java.util.List;

/**
 * What an aggregation makes of a part of a group's values, to be folded with the other parts.
 *
 * <p>Parts are folded in the order of {@link #compareTo} or in one that the caller knows to be the
 * same each time, so that rounding does not depend on the order of arrival.
 */
public final class Partial implements Comparable<Partial> {
  private final double[] numbers;

  private Partial(double[] numbers) {
    this.numbers = numbers;
  }

  /** The part with these numbers, as {@link #number} gave them. */
  public static Partial of(double... numbers) {
    return new Partial(numbers.clone());
  }

  static Partial of(Accumulator accumulator) {
    return new Partial(accumulator.state());
  }

  /**
   * One part for several, folded in their order.
   *
   * @param parts at least one
   */
  public static Partial fold(Aggregation aggregation, List<Partial> parts) {
    return parts.size() == 1 ? parts.get(0) : of(accumulator(aggregation, parts));
  }

  static Accumulator accumulator(Aggregation aggregation, List<Partial> parts) {
    Accumulator folded = Accumulator.restore(aggregation, parts.get(0).numbers);
    for (Partial part : parts.subList(1, parts.size())) {
      folded.merge(Accumulator.restore(aggregation, part.numbers));
    }
    return folded;
  }

  /** How many numbers it is made of. */
  public int size() {
    return numbers.length;
  }

  /** One of the numbers. */
  public double number(int index) {
    return numbers[index];
  }

  @Override
  public int compareTo(Partial other) {
    return Arrays.compare(numbers, other.numbers);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Partial partial && Arrays.equals(numbers, partial.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return Arrays.toString(numbers);
  }
}
