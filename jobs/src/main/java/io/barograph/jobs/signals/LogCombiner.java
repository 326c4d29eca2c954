package io.barograph.jobs.signals;

import io.barograph.core.log.LogRecord;
import io.barograph.core.log.LogTally;
import io.barograph.jobs.ingest.IngestedLog;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts log records beside their source, so that a burst crosses the network as a few counts.
 *
 * <p>It hands over what it has before each watermark and each checkpoint, so it has no state.
 */
public final class LogCombiner extends AbstractStreamOperator<LogCount>
    implements OneInputStreamOperator<IngestedLog, LogCount>, BoundedOneInput {
  private static final int MAX_COUNTS = 10_000;

  private final long intervalMillis;
  private transient Map<Key, Count> counts;

  private record Key(String service, String level, long tick) {}

  private static final class Count {
    long lines;
    long newest = Long.MIN_VALUE;
  }

  /** A combiner for ticks at the multiples of {@code intervalMillis}. */
  public LogCombiner(long intervalMillis) {
    this.intervalMillis = intervalMillis;
  }

  @Override
  public void open() throws Exception {
    super.open();
    counts = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<IngestedLog> element) {
    LogRecord log = element.getValue().log();
    long tick = LogTally.tickOf(log.timestamp(), element.getValue().behind(), intervalMillis);
    Count count =
        counts.computeIfAbsent(new Key(log.service(), log.level(), tick), key -> new Count());
    count.lines++;
    count.newest = Math.max(count.newest, log.timestamp());
    if (counts.size() >= MAX_COUNTS) {
      flush();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void endInput() {
    flush();
  }

  private void flush() {
    counts.forEach(
        (key, count) ->
            output.collect(
                new StreamRecord<>(
                    new LogCount(key.service, key.level, key.tick, count.lines, count.newest),
                    key.tick)));
    counts.clear();
  }
}
