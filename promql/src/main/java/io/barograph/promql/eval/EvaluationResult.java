package io.barograph.promql.eval;

/**
 * Takes the result of an evaluation, so that none is allocated: an element with its value, or none
 * and whether that is for lack of data. Reused; not thread-safe.
 */
public final class EvaluationResult {
  private boolean present;
  private boolean dataMissing;
  private double value;

  /** Sets the result to an element. */
  public void setPresent(double newValue) {
    present = true;
    dataMissing = false;
    value = newValue;
  }

  /**
   * Sets the result to no element.
   *
   * @param forLackOfData true if some selector that the element rests on returned nothing
   */
  public void setAbsent(boolean forLackOfData) {
    present = false;
    dataMissing = forLackOfData;
    value = Double.NaN;
  }

  /** True if there is an element. */
  public boolean isPresent() {
    return present;
  }

  /** True if there is no element because a selector that it rests on returned nothing. */
  public boolean isDataMissing() {
    return dataMissing;
  }

  /** The value of the element; NaN if there is none. */
  public double value() {
    return value;
  }
}
