package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects the mean of the last {@value #VALUES} values where such means were before; its scale is
 * that of {@link RobustZ}.
 */
final class MovingAverage implements Member {
  private static final int VALUES = 8;
  private static final int MEANS = 300;

  private final double[] last = new double[VALUES];
  private int seen;
  private final RobustZ means;

  MovingAverage() {
    this(new RobustZ(MEANS));
  }

  private MovingAverage(RobustZ means) {
    this.means = means;
  }

  static MovingAverage read(DataInput in) throws IOException {
    MovingAverage member = new MovingAverage(RobustZ.read(in));
    member.seen = in.readInt();
    for (int i = 0; i < VALUES; i++) {
      member.last[i] = in.readDouble();
    }
    return member;
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    last[seen % VALUES] = value;
    seen = seen + 1 == 2 * VALUES ? VALUES : seen + 1;
    if (seen < VALUES) {
      return Deviation.UNKNOWN;
    }
    double sum = 0;
    for (double each : last) {
      sum += each;
    }
    return means.next(timeMillis, sum / VALUES);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    means.write(out);
    out.writeInt(seen);
    for (double each : last) {
      out.writeDouble(each);
    }
  }
}
