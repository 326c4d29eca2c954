package io.barograph.promql.parse;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the elements of two vectors find each other.
 *
 * @param cardinality how many elements of each side may meet
 * @param labels the labels of {@code on} or {@code ignoring}; absent without such a clause
 * @param on true if elements meet by {@code labels}, false if by all others
 * @param include the labels of {@code group_left} or {@code group_right}; absent without a list
 * @param fillLeft what stands in for a missing element on the left
 * @param fillRight what stands in for a missing element on the right
 */
public record VectorMatching(
    Cardinality cardinality,
    Optional<List<String>> labels,
    boolean on,
    Optional<List<String>> include,
    OptionalDouble fillLeft,
    OptionalDouble fillRight) {

  /** How many elements of the left and the right side may meet. */
  public enum Cardinality {
    ONE_TO_ONE("CardOneToOne"),
    MANY_TO_ONE("CardManyToOne"),
    ONE_TO_MANY("CardOneToMany"),
    MANY_TO_MANY("CardManyToMany");

    private final String goName;

    Cardinality(String goName) {
      this.goName = goName;
    }

    /** The name of Prometheus's constant. */
    String goName() {
      return goName;
    }
  }

  /** The matching without any modifier. */
  public static final VectorMatching DEFAULT =
      new VectorMatching(
          Cardinality.ONE_TO_ONE,
          Optional.empty(),
          false,
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  public VectorMatching {
    Objects.requireNonNull(cardinality);
    labels = labels.map(List::copyOf);
    include = include.map(List::copyOf);
  }

  /** True if a missing element is filled in on either side. */
  public boolean fills() {
    return fillLeft.isPresent() || fillRight.isPresent();
  }

  VectorMatching withLabels(boolean newOn, Optional<List<String>> newLabels) {
    return new VectorMatching(cardinality, newLabels, newOn, include, fillLeft, fillRight);
  }

  VectorMatching withCardinality(Cardinality newCardinality) {
    return withGroup(newCardinality, include);
  }

  VectorMatching withGroup(Cardinality newCardinality, Optional<List<String>> newInclude) {
    return new VectorMatching(newCardinality, labels, on, newInclude, fillLeft, fillRight);
  }

  VectorMatching withFillLeft(double value) {
    return new VectorMatching(
        cardinality, labels, on, include, OptionalDouble.of(value), fillRight);
  }

  VectorMatching withFillRight(double value) {
    return new VectorMatching(cardinality, labels, on, include, fillLeft, OptionalDouble.of(value));
  }
}
