package io.barograph.jobs.signals;

import io.barograph.core.bytes.Texts;
import io.barograph.core.log.LogTally;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A service's tally in state, version 1: service, totals, ticks, newest. Tallies are copied. */
final class LogTallySerializer extends ImmutableSerializer<LogTally> {
  static final LogTallySerializer INSTANCE = new LogTallySerializer();

  private LogTallySerializer() {
    super(LogTally.class);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public LogTally copy(LogTally from) {
    SortedMap<Long, SortedMap<String, Long>> ticks = new TreeMap<>();
    from.ticks().forEach((tick, counted) -> ticks.put(tick, new TreeMap<>(counted)));
    return new LogTally(from.service(), new TreeMap<>(from.totals()), ticks, from.newest());
  }

  @Override
  public LogTally copy(LogTally from, LogTally reuse) {
    return copy(from);
  }

  @Override
  public void serialize(LogTally tally, DataOutputView out) throws IOException {
    Texts.write(tally.service(), out);
    writeCounts(tally.totals(), out);
    out.writeInt(tally.ticks().size());
    for (var tick : tally.ticks().entrySet()) {
      out.writeLong(tick.getKey());
      writeCounts(tick.getValue(), out);
    }
    out.writeLong(tally.newest());
  }

  @Override
  public LogTally deserialize(DataInputView in) throws IOException {
    String service = Texts.read(in);
    SortedMap<String, Long> totals = readCounts(in);
    SortedMap<Long, SortedMap<String, Long>> ticks = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      ticks.put(in.readLong(), readCounts(in));
    }
    return new LogTally(service, totals, ticks, in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<LogTally> snapshotConfiguration() {
    return new Snapshot();
  }

  private static void writeCounts(SortedMap<String, Long> counts, DataOutputView out)
      throws IOException {
    out.writeInt(counts.size());
    for (var count : counts.entrySet()) {
      Texts.write(count.getKey(), out);
      out.writeLong(count.getValue());
    }
  }

  private static SortedMap<String, Long> readCounts(DataInputView in) throws IOException {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      counts.put(Texts.read(in), in.readLong());
    }
    return counts;
  }

  /** The snapshot of a serializer without parameters. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LogTally> {
    /** Made by Flink when state is restored. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
