package io.barograph.formats.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.log.LogRecord;
import io.barograph.formats.text.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Encodes a log record as a structured line, described in {@code docs/schemas/log.schema.json}.
 * Empty fields are left out; metadata stand in ascending order of their names.
 */
public final class LogJson {
  private static final JsonFactory JSON = new JsonFactory();

  private LogJson() {}

  /** The log record as one line of JSON in UTF-8. */
  public static byte[] encode(LogRecord log) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("timestamp", Rfc3339.format(log.timestamp()));
      json.writeStringField("level", log.level());
      json.writeStringField("service", log.service());
      writeIfGiven("user_id", log.userId(), json);
      writeIfGiven("request_id", log.requestId(), json);
      json.writeStringField("message", log.message());
      if (!log.metadata().isEmpty()) {
        json.writeObjectFieldStart("metadata");
        for (Map.Entry<String, String> entry : new TreeMap<>(log.metadata()).entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void writeIfGiven(String field, String value, JsonGenerator json)
      throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(field, value);
    }
  }
}
