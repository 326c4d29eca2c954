package io.barograph.formats.risk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.risk.RiskOff;
import io.barograph.formats.text.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON of a halt or a resume, described in {@code docs/schemas/risk-off.schema.json}. */
public final class RiskOffJson {
  private static final JsonFactory JSON = new JsonFactory();

  private RiskOffJson() {}

  /** One record; the same record always gives the same bytes. */
  public static byte[] encode(RiskOff record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("strategy", record.strategy());
      json.writeStringField("action", record.action().wireName());
      json.writeObjectFieldStart("reason");
      json.writeStringField("code", record.reason().code());
      json.writeStringField("sentence", record.reason().sentence());
      json.writeEndObject();
      json.writeStringField("alertId", record.alertId());
      json.writeStringField("alertname", record.alertName());
      json.writeStringField("at", Rfc3339.format(record.at()));
      if (record.action() == RiskOff.Action.HALT) {
        json.writeStringField("expiresAt", Rfc3339.format(record.expiresAt()));
      }
      json.writeNumberField("version", record.version());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
