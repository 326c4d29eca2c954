package io.barograph.jobs.backtest;

import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedDeadLetter;
import io.barograph.jobs.ingest.IngestedLog;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts what comes out of a topic, says how far it is, and leaves out what comes after the range:
 * no tick of the range sees it.
 */
final class TopicTally extends ProcessFunction<Ingested, Ingested> {
  private static final int TOLD_EVERY = 1 << 16;

  /* Of all readers: a backtest is alone in its process. */
  private static final AtomicLong ALL = new AtomicLong();

  private final FileDelivery.Times times;
  private final long begin;
  private final String files;

  private transient TopicCounts counts;
  private transient int untold;

  private TopicTally(FileDelivery.Times times, long begin, String files) {
    this.times = times;
    this.begin = begin;
    this.files = files;
  }

  /** A run begins, and tells of itself alone. */
  static void begin() {
    ALL.set(0);
  }

  /**
   * Counts {@code records} of one input into a file for each reader, made when it is at its end.
   *
   * @param begin the event time from which on they are read, about
   * @param files what these files are called, before the number of the reader
   */
  static DataStream<Ingested> of(
      String input,
      DataStream<Ingested> records,
      FileDelivery.Times times,
      long begin,
      Path files) {
    return records
        .process(
            new TopicTally(times, begin, files.toString()), IngestedSerializer.<Ingested>ofKind())
        .setParallelism(records.getParallelism())
        .uid("tally-" + input)
        .name("tally of " + input);
  }

  /** The counts of so many readers together. */
  static TopicCounts read(Path files, int readers, FileDelivery.Times times) throws IOException {
    TopicCounts all = new TopicCounts(times);
    for (int reader = 0; reader < readers; reader++) {
      all.add(TopicCounts.read(file(files.toString(), reader)));
    }
    return all;
  }

  private static Path file(String files, int reader) {
    return Path.of(files + "-" + reader);
  }

  @Override
  public void open(OpenContext context) {
    counts = new TopicCounts(times);
  }

  @Override
  public void processElement(Ingested ingested, Context context, Collector<Ingested> out) {
    if (ingested instanceof IngestedSample sample) {
      if (counts.sample(sample.labels(), sample.timestamp(), sample.behind())) {
        tell(sample.timestamp());
        out.collect(sample);
      }
    } else if (ingested instanceof IngestedLog log) {
      if (counts.log(log.log().timestamp(), log.behind())) {
        tell(log.log().timestamp());
        out.collect(log);
      }
    } else if (ingested instanceof IngestedDeadLetter dead) {
      counts.dead(dead.letter());
    }
  }

  private void tell(long eventTime) {
    if (++untold == TOLD_EVERY) {
      untold = 0;
      Progress.topic(ALL.addAndGet(TOLD_EVERY), eventTime, begin, times.to());
    }
  }

  @Override
  public void close() throws IOException {
    if (counts != null) {
      counts.write(file(files, getRuntimeContext().getTaskInfo().getIndexOfThisSubtask()));
    }
  }
}
