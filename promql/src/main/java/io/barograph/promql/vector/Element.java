package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;

/**
 * An element of an instant vector.
 *
 * @param labels its labels, the metric name inside where it still has one
 * @param nameIsOff true if the metric name no longer says what the value is, and is kept only until
 *     the end of the expression
 */
public record Element(Labels labels, double value, boolean nameIsOff) {
  /** An element that keeps the name that stands in {@code labels}. */
  public Element(Labels labels, double value) {
    this(labels, value, false);
  }

  Element withValue(double newValue) {
    return new Element(labels, newValue, nameIsOff);
  }
}
