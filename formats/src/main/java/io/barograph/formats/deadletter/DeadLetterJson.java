package io.barograph.formats.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The JSON of a dead letter, described in {@code docs/schemas/dead-letter.schema.json}.
 *
 * <p>The bytes stand in base64. Of more than {@value #MAX_BYTES} the first so many are kept and
 * {@code truncated} is true, so that the letter fits into a Kafka record of the usual size. The
 * same letter always gives the same text.
 */
public final class DeadLetterJson {
  /** The most bytes of a record that its dead letter repeats. */
  public static final int MAX_BYTES = 512 << 10;

  private static final JsonFactory JSON = new JsonFactory();

  private DeadLetterJson() {}

  /** The letter as one line of JSON. */
  public static String of(DeadLetter letter) {
    byte[] bytes = letter.bytes();
    StringWriter text = new StringWriter(256 + 2 * Math.min(bytes.length, MAX_BYTES));
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("reason", letter.reason().wireName());
      json.writeStringField("detail", letter.detail());
      json.writeStringField("topic", letter.topic());
      json.writeNumberField("partition", letter.partition());
      json.writeNumberField("offset", letter.offset());
      if (letter.recordTimestamp() >= 0) {
        json.writeStringField("recordTimestamp", Rfc3339.format(letter.recordTimestamp()));
      }
      json.writeNumberField("size", bytes.length);
      json.writeBooleanField("truncated", bytes.length > MAX_BYTES);
      json.writeFieldName("bytes");
      json.writeBinary(bytes, 0, Math.min(bytes.length, MAX_BYTES));
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
