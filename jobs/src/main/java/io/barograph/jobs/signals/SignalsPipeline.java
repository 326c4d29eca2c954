package io.barograph.jobs.signals;

import io.barograph.jobs.ingest.IngestedLog;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.types.BufferTimeouts;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Log records to derived samples. */
public final class SignalsPipeline {
  private SignalsPipeline() {}

  /**
   * Wires the signals of one log input.
   *
   * @param input its name
   * @param interval the ticks at which derived samples are made
   */
  public static DataStream<IngestedSample> define(
      String input, DataStream<IngestedLog> logs, Duration interval) {
    return BufferTimeouts.ofRecords(
            logs.transform(
                    "count " + input,
                    LogCountSerializer.INSTANCE.typeInformation(),
                    new LogCombiner(interval.toMillis()))
                .setParallelism(logs.getParallelism())
                .uid("log-counts-" + input))
        .keyBy(LogCount::service, Types.STRING)
        .process(new LogTallyFunction(interval.toMillis()), IngestedSerializer.ofKind())
        .uid("log-tally-" + input)
        .name("tally " + input);
  }
}
