package io.barograph.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages are never part of state, so no golden file holds their format. */
class KafkaMessageSerializerTest {
  @ParameterizedTest
  @CsvSource({"barograph.alerts, 60000, a1b2, {\"a\":\"価格\"}", "'', 9223372036854775807, '', ''"})
  void aMessageComesBackAsItWas(String topic, long time, String key, String value)
      throws Exception {
    KafkaMessage message = new KafkaMessage(topic, time, key, value);
    DataOutputSerializer out = new DataOutputSerializer(64);
    KafkaMessageSerializer.INSTANCE.serialize(message, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    assertThat(KafkaMessageSerializer.INSTANCE.deserialize(in)).isEqualTo(message);
    assertThat(in.available()).isZero();
  }
}
