package io.barograph.jobs.rules;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.DeadLetterSerializer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Series beyond the series limit as dead letters. */
public final class SeriesLimit {
  private SeriesLimit() {}

  /** A dead letter for each refused series of an input. */
  public static DataStream<DeadLetter> deadLetters(String input, DataStream<Labels> refused) {
    return refused
        .map(series -> deadLetter(input, series))
        .returns(DeadLetterSerializer.INSTANCE.typeInformation())
        .uid("refused-series-" + input)
        .name("refused series " + input);
  }

  private static DeadLetter deadLetter(String input, Labels series) {
    return new DeadLetter(
        DeadLetterReason.SERIES_LIMIT,
        "the metric \"%s\" of job \"%s\" has more series than series.limit; this one is not stored"
            .formatted(series.metricName(), series.get("job")),
        input,
        0,
        0,
        0,
        series.toString().getBytes(StandardCharsets.UTF_8));
  }
}
