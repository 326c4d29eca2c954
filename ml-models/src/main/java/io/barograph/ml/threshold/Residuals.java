package io.barograph.ml.threshold;

import io.barograph.core.statistics.QuantileSketch;
import io.barograph.core.window.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How far samples of a day lay from what was expected, above or, less than 0, below. */
final class Residuals implements Summary<Residuals> {
  private final QuantileSketch sketch;

  Residuals() {
    this(new QuantileSketch());
  }

  private Residuals(QuantileSketch sketch) {
    this.sketch = sketch;
  }

  void add(double residual) {
    sketch.add(residual);
  }

  long count() {
    return sketch.count();
  }

  double quantile(double share) {
    return sketch.quantile(share);
  }

  @Override
  public void merge(Residuals later) {
    sketch.merge(later.sketch);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    sketch.write(out);
  }

  static Residuals read(DataInput in) throws IOException {
    return new Residuals(QuantileSketch.read(in));
  }
}
