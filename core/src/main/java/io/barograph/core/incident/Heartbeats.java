package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which services have not been heard of for too long. Not thread-safe. */
final class Heartbeats {
  private final int missing;
  private final Map<String, Long> last = new TreeMap<>();

  /**
   * Nobody heard yet.
   *
   * @param missing so many beats of a service may be missing
   */
  Heartbeats(int missing) {
    this.missing = missing;
  }

  /** Takes a beat. */
  void beat(String service, long time) {
    last.merge(service, time, Math::max);
  }

  /** A service that fell silent, and when it should have been heard at the latest. */
  record Missing(String service, long lastHeard, long since) {}

  /**
   * Those that have fallen silent up to {@code now}; each is told once, until it is heard again.
   *
   * @param intervalMillis between two beats of a service
   */
  List<Missing> missing(long now, long intervalMillis) {
    long patience = intervalMillis * missing + intervalMillis / 2;
    List<Missing> silent = new ArrayList<>();
    last.forEach(
        (service, heard) -> {
          if (now >= heard + patience) {
            silent.add(new Missing(service, heard, heard + patience));
          }
        });
    silent.forEach(one -> last.remove(one.service()));
    return silent;
  }

  boolean isEmpty() {
    return last.isEmpty();
  }

  /** Writes who was heard when. */
  void write(DataOutput out) throws IOException {
    out.writeInt(last.size());
    for (Map.Entry<String, Long> one : last.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeLong(one.getValue());
    }
  }

  /** Reads into an empty one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      last.put(in.readUTF(), in.readLong());
    }
  }
}
