package io.barograph.core.detect;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A sample of a series that is watched.
 *
 * @param labels the series, its name among them
 * @param time milliseconds since the epoch
 * @param value finite, or NaN where the series says that it has none
 */
public record SeriesSample(Labels labels, long time, double value)
    implements SeriesRecord, FleetRecord {
  /** Two samples of one time that differ are two. */
  @Override
  public String id() {
    return Long.toHexString(Double.doubleToLongBits(value));
  }

  /** The same among samples of several series. */
  public String idAmongSeries() {
    return Fingerprint.toHex(labels.fingerprint()) + id();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    LabelsBytes.write(labels, out);
    out.writeLong(time);
    out.writeDouble(value);
  }

  /** Reads what {@link #write} wrote. */
  public static SeriesSample read(DataInput in) throws IOException {
    return new SeriesSample(LabelsBytes.read(in), in.readLong(), in.readDouble());
  }
}
