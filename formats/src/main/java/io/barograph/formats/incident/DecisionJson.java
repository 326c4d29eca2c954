package io.barograph.formats.incident;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.decision.Decision;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** The JSON of a decision, described in {@code docs/schemas/decision.schema.json}. */
public final class DecisionJson {
  private static final JsonFactory JSON = new JsonFactory();

  private DecisionJson() {}

  /** The decision as one line; the same decision always gives the same text. */
  public static String of(Decision decision) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", decision.id());
      json.writeStringField("code", decision.code().wireName());
      json.writeStringField("time", Rfc3339.format(decision.time()));
      if (!decision.incident().isEmpty()) {
        json.writeStringField("incident", decision.incident());
      }
      if (!decision.alert().isEmpty()) {
        json.writeStringField("alert", decision.alert());
      }
      json.writeNumberField("version", decision.version());
      json.writeObjectFieldStart("parameters");
      for (Map.Entry<String, String> parameter : decision.parameters().entrySet()) {
        json.writeStringField(parameter.getKey(), parameter.getValue());
      }
      json.writeEndObject();
      json.writeStringField("sentence", decision.sentence());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
