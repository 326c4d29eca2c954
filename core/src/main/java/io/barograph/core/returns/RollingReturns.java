package io.barograph.core.returns;

import io.barograph.core.window.ElementWindow;

/** The measures of the last returns of a series that goes on. Not thread-safe. */
public final class RollingReturns {
  private static final double CUTOFF = 0.05;

  private final ElementWindow window;
  private final Drawdown sinceStart = new Drawdown();
  private double wealth = 1;

  /** Over the last {@code size} returns, 2 to {@value ElementWindow#MAX_ELEMENTS} of them. */
  public RollingReturns(int size) {
    if (size < 2) {
      throw new IllegalArgumentException("size must be >= 2, was " + size);
    }
    this.window = new ElementWindow(size, 1);
    sinceStart.add(wealth);
  }

  /** Adds the next return. */
  public void add(double value) {
    window.add(value);
    wealth *= 1 + value;
    sinceStart.add(wealth);
  }

  /** True if as many returns are there as the window holds. */
  public boolean isFull() {
    return window.isFull();
  }

  /** The returns of the window. */
  public ReturnSeries series() {
    return new ReturnSeries(window.column(0));
  }

  /** The return that a twentieth of those in the window lie below. */
  public double valueAtRisk() {
    return new TailMeasures(series()).valueAtRisk(CUTOFF);
  }

  /** How far wealth lies under its peak since the start, as a share of the peak. */
  public double drawdownFromStart() {
    return sinceStart.current();
  }
}
