package io.barograph.formats.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The JSON of an alert: a superset of Alertmanager's, with its names.
 *
 * <p>The fields are described in {@code docs/schemas/alert.schema.json}. The same alert always
 * gives the same text.
 */
public final class AlertJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AlertJson() {}

  /** The alert as one line of JSON. */
  public static String of(Alert alert) {
    StringWriter text = new StringWriter(768);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      writeEpisode(alert, json);
      writeContent(alert, json);
      writeOrigin(alert, json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void writeEpisode(Alert alert, JsonGenerator json) throws IOException {
    AlertState state = alert.state();
    json.writeStringField("id", alert.id());
    json.writeStringField("fingerprint", alert.fingerprint());
    json.writeNumberField("version", state.version());
    json.writeStringField("status", state.status().wireName());
    json.writeObjectFieldStart("reason");
    json.writeStringField("code", alert.reason().code());
    json.writeStringField("sentence", alert.reason().sentence());
    json.writeEndObject();
    json.writeStringField("activeAt", Rfc3339.format(state.activeAt()));
    writeTime("startsAt", state.firedAt(), json);
    writeTime("endsAt", state.endedAt(), json);
    json.writeStringField("updatedAt", Rfc3339.format(alert.updatedAt()));
    json.writeNumberField("duration_seconds", (alert.updatedAt() - state.activeAt()) / 1000.0);
  }

  private static void writeContent(Alert alert, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("labels");
    Labels labels = alert.labels();
    for (int i = 0; i < labels.size(); i++) {
      json.writeStringField(labels.name(i), labels.value(i));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("annotations");
    for (var annotation : alert.annotations().entrySet()) {
      json.writeStringField(annotation.getKey(), annotation.getValue());
    }
    json.writeEndObject();
    double value = alert.state().value();
    // JSON has no NaN and no infinity: such a value travels as Prometheus's text for it.
    if (Double.isFinite(value)) {
      json.writeNumberField("value", value);
    } else {
      json.writeStringField("value", Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
    }
    json.writeStringField("priority", alert.priority().name());
  }

  private static void writeOrigin(Alert alert, JsonGenerator json) throws IOException {
    json.writeStringField("origin", alert.origin().wireName());
    json.writeArrayFieldStart("owners");
    for (Owner owner : alert.owners()) {
      json.writeStartObject();
      json.writeStringField("pack", owner.pack());
      json.writeStringField("group", owner.group());
      json.writeStringField("rule", owner.rule());
      json.writeStringField("version", owner.version());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("duplicates", alert.duplicates());
    json.writeArrayFieldStart("affected_services");
    String service = alert.labels().get("service");
    if (!service.isEmpty()) {
      json.writeString(service);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("recovery_actions");
    json.writeEndArray();
    json.writeStringField("generatorURL", alert.generatorUrl());
  }

  private static void writeTime(String field, long millis, JsonGenerator json) throws IOException {
    if (millis != AlertState.NEVER) {
      json.writeStringField(field, Rfc3339.format(millis));
    }
  }
}
