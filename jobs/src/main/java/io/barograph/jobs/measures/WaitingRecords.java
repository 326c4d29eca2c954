package io.barograph.jobs.measures;

import io.barograph.core.measure.BusinessRecord;
import io.barograph.jobs.ingest.BusinessRecords;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The records of one key that the clock has not passed, by the instant at which they are due, as
 * bytes: about a hundred for a trade, a quarter of what it takes as an object. Not thread-safe.
 *
 * @param <R> the records
 */
final class WaitingRecords<R extends BusinessRecord> {
  private static final int FIRST_BYTES = 128;

  private final TreeMap<Long, Due> byInstant = new TreeMap<>();

  /** What is due at one instant. */
  private static final class Due {
    final DataOutputSerializer bytes = new DataOutputSerializer(FIRST_BYTES);
    int count;
  }

  boolean isEmpty() {
    return byInstant.isEmpty();
  }

  /** The first instant at which something is due; the greatest long if nothing waits. */
  long first() {
    return byInstant.isEmpty() ? Long.MAX_VALUE : byInstant.firstKey();
  }

  /** The last instant at which something is due; the least long if nothing waits. */
  long last() {
    return byInstant.isEmpty() ? Long.MIN_VALUE : byInstant.lastKey();
  }

  void add(long instant, R record) {
    Due due = byInstant.computeIfAbsent(instant, any -> new Due());
    try {
      BusinessRecords.write(record, due.bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    due.count++;
  }

  /** Takes out what is due at {@code instant} or was before, in no order. */
  List<R> take(long instant) {
    List<R> taken = new ArrayList<>();
    while (first() <= instant && !byInstant.isEmpty()) {
      Due due = byInstant.pollFirstEntry().getValue();
      DataInputDeserializer in =
          new DataInputDeserializer(due.bytes.getSharedBuffer(), 0, due.bytes.length());
      try {
        read(in, due.count, taken);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
    return taken;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(byInstant.values().stream().mapToInt(due -> due.count).sum());
    for (Due due : byInstant.values()) {
      out.write(due.bytes.getSharedBuffer(), 0, due.bytes.length());
    }
  }

  /** Reads what {@link #write} wrote, whose instants may have been others. */
  static <R extends BusinessRecord> List<R> read(DataInput in) throws IOException {
    List<R> records = new ArrayList<>();
    read(in, in.readInt(), records);
    return records;
  }

  @SuppressWarnings("unchecked") // a stage holds the records of its kind alone
  private static <R extends BusinessRecord> void read(DataInput in, int count, List<R> to)
      throws IOException {
    for (int i = 0; i < count; i++) {
      to.add((R) BusinessRecords.read(in));
    }
  }
}
