package io.barograph.formats.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.text.DoubleText;
import io.barograph.formats.text.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Encodes a sample as prometheus-kafka-adapter does, described in {@code
 * docs/schemas/sample.schema.json}; the time has milliseconds, and a stale marker says {@code
 * "stale":true}.
 */
public final class SampleJson {
  private static final JsonFactory JSON = new JsonFactory();

  private SampleJson() {}

  /** The sample as one line of JSON in UTF-8. */
  public static byte[] encode(Sample sample) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("labels");
      Labels labels = sample.labels();
      for (int i = 0; i < labels.size(); i++) {
        json.writeStringField(labels.name(i), labels.value(i));
      }
      json.writeEndObject();
      json.writeStringField("name", labels.metricName());
      json.writeStringField("timestamp", Rfc3339.format(sample.timestamp()));
      if (sample.stale()) {
        json.writeBooleanField("stale", true);
      } else {
        json.writeStringField("value", DoubleText.format(sample.value()));
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
