package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects the value before and a step as usual; its scale is that of the steps' {@link RobustZ}.
 */
final class Jump implements Member {
  private double before = Double.NaN;
  private final RobustZ steps;

  Jump() {
    this(new RobustZ());
  }

  private Jump(RobustZ steps) {
    this.steps = steps;
  }

  static Jump read(DataInput in) throws IOException {
    Jump member = new Jump(RobustZ.read(in));
    member.before = in.readDouble();
    return member;
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    double from = before;
    before = value;
    if (Double.isNaN(from)) {
      return Deviation.UNKNOWN;
    }
    Deviation step = steps.next(timeMillis, value - from);
    return new Deviation(
        step.size(), from + step.expected(), from + step.lower(), from + step.upper());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    steps.write(out);
    out.writeDouble(before);
  }
}
