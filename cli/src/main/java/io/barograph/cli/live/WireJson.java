package io.barograph.cli.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Samples and log records as the JSON that the input topics carry. */
final class WireJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private WireJson() {}

  /** A sample; its value is text, so that infinities and NaN have a form. */
  static byte[] encode(Sample sample) {
    return object(
        json -> {
          json.writeStringField("timestamp", time(sample.timestamp()));
          json.writeStringField("name", sample.labels().metricName());
          json.writeStringField("value", value(sample.value()));
          json.writeObjectFieldStart("labels");
          Labels labels = sample.labels();
          for (int i = 0; i < labels.size(); i++) {
            json.writeStringField(labels.name(i), labels.value(i));
          }
          json.writeEndObject();
        });
  }

  /** A log record. */
  static byte[] encode(LogRecord line) {
    return object(
        json -> {
          json.writeStringField("timestamp", time(line.timestamp()));
          json.writeStringField("level", line.level());
          json.writeStringField("service", line.service());
          json.writeStringField("user_id", line.userId());
          json.writeStringField("request_id", line.requestId());
          json.writeStringField("message", line.message());
          json.writeObjectFieldStart("metadata");
          for (Map.Entry<String, String> entry : line.metadata().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
          }
          json.writeEndObject();
        });
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  private static String value(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return Double.toString(value);
  }

  /** Writes the fields of an object. */
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
