package io.barograph.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.jobs.testing.SerializerContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterSerializerTest extends SerializerContract<DeadLetter> {
  /** Reasons are written by name, so that those that came since change nothing. */
  private static final Set<DeadLetterReason> REASONS_OF_V1 =
      EnumSet.range(DeadLetterReason.MALFORMED, DeadLetterReason.SINK_REJECTED);

  DeadLetterSerializerTest() {
    super(DeadLetterSerializer.INSTANCE, "dead-letter-v1");
  }

  @Override
  protected List<DeadLetter> values() {
    List<DeadLetter> letters = new ArrayList<>();
    REASONS_OF_V1.forEach(reason -> letters.add(letter(reason)));
    letters.add(
        new DeadLetter(DeadLetterReason.MALFORMED, "", "t", 0, Long.MAX_VALUE, -1, new byte[0]));
    return letters;
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonSurvives(DeadLetterReason reason) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(128);
    DeadLetterSerializer.INSTANCE.serialize(letter(reason), out);

    assertThat(
            DeadLetterSerializer.INSTANCE.deserialize(
                new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(letter(reason));
  }

  private static DeadLetter letter(DeadLetterReason reason) {
    return new DeadLetter(
        reason,
        "value must be a number, was \"価格\"",
        "metrics",
        3,
        17,
        1_000,
        new byte[] {0, -1, 127, -128});
  }
}
