package io.barograph.formats.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.AuditedOrder;
import io.barograph.formats.text.Rfc3339;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** The JSON of an entry of the audit, described in {@code docs/schemas/audit.schema.json}. */
public final class AuditJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AuditJson() {}

  /** The entry as one line; the same entry always gives the same text. */
  public static String of(AuditEntry entry) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      AuditedOrder order = entry.order();
      AuditOutcome outcome = entry.outcome();
      json.writeStartObject();
      json.writeStringField("id", entry.id());
      json.writeNumberField("version", entry.version());
      json.writeStringField("kind", order.kind().wireName());
      json.writeStringField("order", order.id());
      json.writeStringField("at", Rfc3339.format(order.at()));
      json.writeStringField("author", order.author());
      json.writeStringField("comment", order.comment());
      json.writeStringField("subject", order.subject());
      json.writeStringField("effectiveFrom", Rfc3339.format(entry.effectiveFrom()));
      json.writeStringField("result", outcome.code().result().wireName());
      json.writeStringField("outcome", outcome.code().wireName());
      json.writeObjectFieldStart("parameters");
      for (Map.Entry<String, String> parameter : outcome.parameters().entrySet()) {
        json.writeStringField(parameter.getKey(), parameter.getValue());
      }
      json.writeEndObject();
      json.writeStringField("sentence", outcome.sentence());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
