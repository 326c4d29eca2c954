package io.barograph.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.jobs.testing.SerializerContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;

class IngestedSerializerTest extends SerializerContract<Ingested> {
  private static final Labels CPU = Labels.of("__name__", "cpu", "host", "Zürich");

  IngestedSerializerTest() {
    super(IngestedSerializer.INSTANCE, "ingested-v1");
  }

  @Override
  protected List<Ingested> values() {
    return List.of(
        IngestedSample.onTime(CPU, 1_000, 0.97),
        IngestedSample.onTime(Labels.EMPTY, Long.MIN_VALUE, -0.0),
        IngestedSample.onTime(CPU, Long.MAX_VALUE, Double.NaN),
        IngestedSample.onTime(CPU, 0, Double.POSITIVE_INFINITY),
        IngestedSample.onTime(CPU, 0, Double.NEGATIVE_INFINITY),
        new IngestedSample(CPU, 2_000, 0, true, Ingested.ON_TIME),
        new IngestedSample(CPU, 2_000, 0.5, false, 5_000),
        new IngestedLog(log("価格 \uD83D\uDCC8\n\tat x", Map.of("b", "2", "a", "")), 5_000),
        new IngestedLog(log("", Map.of()), Ingested.ON_TIME),
        new IngestedDeadLetter(
            new DeadLetter(
                DeadLetterReason.TOO_LARGE, "too large", "logs", 1, 2, 3, new byte[] {1, 2})));
  }

  @Test
  void refusesAKindThatItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                IngestedSerializer.INSTANCE.deserialize(new DataInputDeserializer(new byte[] {9})))
        .isInstanceOf(IOException.class)
        .hasMessage("an ingested record of kind 9 is not known");
  }

  private static LogRecord log(String message, Map<String, String> metadata) {
    return new LogRecord(1_000, "ERROR", "order-gateway", "", "r-1", message, metadata);
  }
}
