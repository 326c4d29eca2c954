package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** When each service was changed last, if that was of late. Not thread-safe. */
final class RecentChanges {
  private final long window;
  private final Map<String, Long> last = new TreeMap<>();

  /**
   * None known yet.
   *
   * @param window for so long a change may be the cause of what follows, in milliseconds
   */
  RecentChanges(long window) {
    this.window = window;
  }

  /** Takes a change. */
  void add(ServiceChange change) {
    last.merge(change.service(), change.time(), Math::max);
  }

  /** True if a service was changed shortly before what began at an instant. */
  boolean explain(String service, long began) {
    Long changed = last.get(service);
    return changed != null && changed <= began && began - changed <= window;
  }

  /** Forgets what explains nothing any more, though it be told of late. */
  void advance(long now) {
    last.values().removeIf(at -> at < now - 2 * window);
  }

  boolean isEmpty() {
    return last.isEmpty();
  }

  /** Writes what was changed when. */
  void write(DataOutput out) throws IOException {
    out.writeInt(last.size());
    for (Map.Entry<String, Long> change : last.entrySet()) {
      out.writeUTF(change.getKey());
      out.writeLong(change.getValue());
    }
  }

  /** Reads into an empty one what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      last.put(in.readUTF(), in.readLong());
    }
  }
}
