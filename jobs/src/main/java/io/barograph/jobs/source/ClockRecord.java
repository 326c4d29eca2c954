package io.barograph.jobs.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.barograph.core.clock.ClockAdvance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.TopicPartition;

/**
 * One record of the clock topic: {@code
 * {"topic":"barograph.metrics","partition":0,"offset":12,"watermark":1760000000000}}.
 */
record ClockRecord(TopicPartition partition, ClockAdvance advance) {
  private static final JsonFactory JSON = new JsonFactory();

  byte[] toJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("topic", partition.topic());
      json.writeNumberField("partition", partition.partition());
      json.writeNumberField("offset", advance.offset());
      json.writeNumberField("watermark", advance.watermark());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a record.
   *
   * @throws IOException if the bytes are not a clock record
   */
  static ClockRecord ofJson(byte[] bytes) throws IOException {
    String topic = null;
    int partition = -1;
    long offset = -1;
    long watermark = Long.MIN_VALUE;
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("a clock record must be a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "topic" -> topic = json.getText();
          case "partition" -> partition = json.getIntValue();
          case "offset" -> offset = json.getLongValue();
          case "watermark" -> watermark = json.getLongValue();
          default -> json.skipChildren();
        }
      }
    }
    if (topic == null || partition < 0 || offset < 0 || watermark == Long.MIN_VALUE) {
      throw new IOException("a clock record needs topic, partition, offset and watermark");
    }
    return new ClockRecord(
        new TopicPartition(topic, partition), new ClockAdvance(offset, watermark));
  }
}
