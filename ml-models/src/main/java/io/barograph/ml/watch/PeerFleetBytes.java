package io.barograph.ml.watch;

import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesSelectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A comparison as bytes: the name of its entry, what of it must be as it was, and the entities,
 * which are skipped where it is not.
 */
final class PeerFleetBytes {
  private static final byte VERSION = 1;

  private PeerFleetBytes() {}

  static void write(PeerFleet fleet, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(fleet.watch().name());
    out.writeLong(fleet.newestTime());
    out.writeUTF(shape(fleet.watch()));
    Parts.write(fleet::writeUnits, out);
  }

  /** Profiles of other spans or of other entities are not those of these. */
  private static String shape(PeerWatch watch) {
    return watch.span().toMillis() + " ms by " + String.join(",", watch.by());
  }

  /**
   * What {@link #write} wrote; a comparison whose span or entities the packs have changed since
   * begins anew, as does one that is no more.
   *
   * @param watches the comparisons of the packs, by their names
   * @param begin a comparison of which nothing is known
   */
  static PeerFleet read(
      Map<String, PeerWatch> watches, Function<PeerWatch, PeerFleet> begin, DataInput in)
      throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a comparison of peers of version %d is not known".formatted(version));
    }
    String name = in.readUTF();
    long newest = in.readLong();
    String shape = in.readUTF();
    byte[] units = Parts.read(in);
    PeerFleet fleet = begin.apply(watches.getOrDefault(name, unwatched(name)));
    fleet.newestTime(newest);
    if (watches.containsKey(name) && shape.equals(shape(fleet.watch()))) {
      fleet.readUnits(Parts.stream(units));
    }
    return fleet;
  }

  private static PeerWatch unwatched(String name) {
    return new PeerWatch(
        name, new SeriesSelectors(List.of()), List.of("none"), PeerWatch.DEFAULT_SPAN);
  }
}
