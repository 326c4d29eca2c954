package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What was last scored as new, so that what follows soon and is no stronger is a repeat. */
final class Episode {
  private final long quietMillis;
  private long peakMillis = Long.MIN_VALUE;
  private double peak;

  Episode(long quietMillis) {
    this.quietMillis = quietMillis;
  }

  void read(DataInput in) throws IOException {
    peakMillis = in.readLong();
    peak = in.readDouble();
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(peakMillis);
    out.writeDouble(peak);
  }

  /** {@code strength} if it is new, 0 if it repeats what was. */
  double next(long timeMillis, double strength) {
    boolean isQuiet =
        peakMillis != Long.MIN_VALUE && (double) timeMillis - peakMillis < quietMillis;
    if (isQuiet && strength <= peak) {
      return 0;
    }
    peak = strength;
    peakMillis = timeMillis;
    return strength;
  }
}
