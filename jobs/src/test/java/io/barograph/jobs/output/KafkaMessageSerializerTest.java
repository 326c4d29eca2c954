package io.barograph.jobs.output;

import io.barograph.jobs.testing.SerializerContract;
import java.util.List;

class KafkaMessageSerializerTest extends SerializerContract<KafkaMessage> {
  KafkaMessageSerializerTest() {
    super(KafkaMessageSerializer.INSTANCE, "kafka-message-v1");
  }

  @Override
  protected List<KafkaMessage> values() {
    return List.of(
        new KafkaMessage("barograph.alerts", 60_000, "a1b2", "{\"a\":\"価格\"}"),
        new KafkaMessage("", Long.MAX_VALUE, "", ""));
  }
}
