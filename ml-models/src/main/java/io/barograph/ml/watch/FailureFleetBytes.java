package io.barograph.ml.watch;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.SeriesSelectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A fleet as bytes: the name of its prediction, what of it must be as it was, the models that were
 * promoted, and the units, which are skipped where it is not.
 */
final class FailureFleetBytes {
  private static final byte VERSION = 2;

  /** In it no models were promoted while a job ran. */
  private static final byte WITHOUT_MODELS = 1;

  private FailureFleetBytes() {}

  static void write(FailureFleet fleet, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(fleet.watch().name());
    out.writeLong(fleet.newestTime());
    out.writeUTF(shape(fleet.watch()));
    fleet.models().write(out);
    ByteArrayOutputStream units = new ByteArrayOutputStream();
    fleet.writeUnits(new DataOutputStream(units));
    out.writeInt(units.size());
    out.write(units.toByteArray());
  }

  /** Rows of another length or of other units teach nothing of these. */
  private static String shape(FailureWatch watch) {
    return watch.span().step().toMillis() + " ms by " + String.join(",", watch.by());
  }

  /**
   * What {@link #write} wrote; a prediction whose step or units the packs have changed since begins
   * anew, as does one that is no more.
   *
   * @param watches the predictions of the packs, by their names
   */
  static FailureFleet read(
      Map<String, FailureWatch> watches,
      Map<String, FailureModels> models,
      int mostUnits,
      DataInput in)
      throws IOException {
    byte version = in.readByte();
    if (version != VERSION && version != WITHOUT_MODELS) {
      throw new IOException("a fleet of version %d is not known".formatted(version));
    }
    String name = in.readUTF();
    long newest = in.readLong();
    String shape = in.readUTF();
    FailureWatch watch = watches.getOrDefault(name, unwatched(name));
    FailureFleet fleet =
        new FailureFleet(watch, models.getOrDefault(name, FailureModels.NONE), mostUnits);
    if (version != WITHOUT_MODELS) {
      fleet.readModels(in);
    }
    byte[] units = new byte[in.readInt()];
    in.readFully(units);
    fleet.newestTime(newest);
    if (watches.containsKey(name) && shape.equals(shape(watch))) {
      fleet.readUnits(new DataInputStream(new ByteArrayInputStream(units)));
    }
    return fleet;
  }

  private static FailureWatch unwatched(String name) {
    SeriesSelectors none = new SeriesSelectors(List.of());
    return new FailureWatch(
        name, none, List.of("none"), none, FailureWatch.Span.DEFAULT, FailureWatch.Model.NONE);
  }
}
