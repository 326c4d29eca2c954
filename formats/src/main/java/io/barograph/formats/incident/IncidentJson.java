package io.barograph.formats.incident;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.Recommendations;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The JSON of an incident, described in {@code docs/schemas/incident.schema.json}. */
public final class IncidentJson {
  private static final JsonFactory JSON = new JsonFactory();

  private IncidentJson() {}

  /**
   * The incident as one line; the same incident always gives the same text.
   *
   * @param recommendations what to do about incidents
   */
  public static String of(Incident incident, Recommendations recommendations) {
    StringWriter text = new StringWriter(1_024);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", incident.id());
      json.writeNumberField("version", incident.version());
      json.writeStringField("status", incident.isOpen() ? "open" : "closed");
      json.writeStringField("kind", incident.kind().wireName());
      if (!incident.pattern().isEmpty()) {
        json.writeStringField("pattern", incident.pattern());
      }
      json.writeStringField("root", incident.root());
      json.writeStringField("priority", incident.priority().name());
      json.writeNumberField("impact", incident.impact());
      json.writeStringField("openedAt", Rfc3339.format(incident.openedAt()));
      json.writeStringField("updatedAt", Rfc3339.format(incident.updatedAt()));
      json.writeArrayFieldStart("services");
      for (String service : incident.services()) {
        json.writeString(service);
      }
      json.writeEndArray();
      json.writeNumberField("memberCount", incident.memberCount());
      writeMembers(incident.members(), json);
      writeAdvice(recommendations.of(incident), json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void writeMembers(List<Incident.Member> members, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("members");
    for (Incident.Member member : members) {
      AlertSignal alert = member.alert();
      json.writeStartObject();
      json.writeStringField("alert", alert.id());
      json.writeStringField("alertname", alert.name());
      json.writeStringField("service", alert.service());
      json.writeStringField("host", alert.host());
      json.writeStringField("priority", alert.priority().name());
      json.writeStringField("at", Rfc3339.format(alert.time()));
      json.writeNumberField("count", member.count());
      json.writeObjectFieldStart("reason");
      json.writeStringField("code", member.reason().wireName());
      json.writeStringField("by", member.by());
      json.writeStringField("sentence", member.reason().sentence(member.by()));
      json.writeEndObject();
      json.writeNumberField("score", Math.round(member.score() * 100) / 100.0);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeAdvice(List<Recommendations.Advice> advice, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("recommendations");
    for (Recommendations.Advice one : advice) {
      json.writeStartObject();
      if (!one.alert().isEmpty()) {
        json.writeStringField("alertname", one.alert());
      }
      json.writeStringField("text", one.text());
      if (!one.textZh().isEmpty()) {
        json.writeStringField("text_zh", one.textZh());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
