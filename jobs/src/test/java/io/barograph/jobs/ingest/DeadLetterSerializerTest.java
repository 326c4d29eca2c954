package io.barograph.jobs.ingest;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.jobs.testing.SerializerContract;
import java.util.ArrayList;
import java.util.List;

class DeadLetterSerializerTest extends SerializerContract<DeadLetter> {
  DeadLetterSerializerTest() {
    super(DeadLetterSerializer.INSTANCE, "dead-letter-v1");
  }

  @Override
  protected List<DeadLetter> values() {
    List<DeadLetter> letters = new ArrayList<>();
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      letters.add(
          new DeadLetter(
              reason,
              "value must be a number, was \"価格\"",
              "metrics",
              3,
              17,
              1_000,
              new byte[] {0, -1, 127, -128}));
    }
    letters.add(
        new DeadLetter(DeadLetterReason.MALFORMED, "", "t", 0, Long.MAX_VALUE, -1, new byte[0]));
    return letters;
  }
}
