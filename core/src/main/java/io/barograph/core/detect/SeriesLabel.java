package io.barograph.core.detect;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Labels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What somebody says of a watched series between two times: that it was an anomaly, or ordinary.
 *
 * @param labels the series, its name among them
 * @param time when it is said, and from when it holds, milliseconds since the epoch
 * @param label its own id
 * @param from the beginning of what is labelled, milliseconds since the epoch
 * @param to its end, itself labelled; from {@code from} to {@code time}
 * @param isAnomaly false if what was told as an anomaly was none
 */
public record SeriesLabel(
    Labels labels, long time, String label, long from, long to, boolean isAnomaly)
    implements SeriesRecord, StatedRecord {
  public SeriesLabel {
    if (to < from) {
      throw new IllegalArgumentException("to must not be before from");
    }
    if (to > time) {
      throw new IllegalArgumentException("to must not be after time: what comes is not known yet");
    }
  }

  /** No sample's id is like it. */
  @Override
  public String id() {
    return "label " + label;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    LabelsBytes.write(labels, out);
    out.writeLong(time);
    out.writeUTF(label);
    out.writeLong(from);
    out.writeLong(to);
    out.writeBoolean(isAnomaly);
  }

  /** Reads what {@link #write} wrote. */
  public static SeriesLabel read(DataInput in) throws IOException {
    return new SeriesLabel(
        LabelsBytes.read(in),
        in.readLong(),
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readBoolean());
  }
}
