package io.barograph.jobs.ingest;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.jobs.types.BufferTimeouts;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts what comes out of one topic into samples, log records, business records and dead letters.
 */
public final class IngestRouter extends ProcessFunction<Ingested, IngestedSample> {
  private static final OutputTag<IngestedLog> LOGS =
      new OutputTag<>("logs", IngestedSerializer.ofKind());
  private static final OutputTag<IngestedRecord> RECORDS =
      new OutputTag<>("business-records", IngestedSerializer.ofKind());
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DeadLetterSerializer.INSTANCE.typeInformation());

  /**
   * The streams of one topic.
   *
   * @param samples its samples
   * @param logs its log records
   * @param records its business records
   * @param deadLetters what could not be taken
   */
  public record Streams(
      DataStream<IngestedSample> samples,
      DataStream<IngestedLog> logs,
      DataStream<IngestedRecord> records,
      DataStream<DeadLetter> deadLetters) {}

  /** Parts the records of {@code input}. */
  public static Streams route(String input, DataStream<Ingested> records) {
    SingleOutputStreamOperator<IngestedSample> samples =
        BufferTimeouts.ofRecords(
            records
                .process(new IngestRouter(), IngestedSerializer.<IngestedSample>ofKind())
                .setParallelism(records.getParallelism())
                .uid("ingest-" + input)
                .name("ingest " + input));
    return new Streams(
        samples,
        samples.getSideOutput(LOGS),
        samples.getSideOutput(RECORDS),
        samples.getSideOutput(DEAD_LETTERS));
  }

  @Override
  public void processElement(Ingested ingested, Context context, Collector<IngestedSample> out) {
    if (ingested instanceof IngestedSample sample) {
      out.collect(sample);
    } else if (ingested instanceof IngestedLog log) {
      context.output(LOGS, log);
    } else if (ingested instanceof IngestedRecord record) {
      context.output(RECORDS, record);
    } else if (ingested instanceof IngestedDeadLetter dead) {
      context.output(DEAD_LETTERS, dead.letter());
    }
  }
}
