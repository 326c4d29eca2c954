package io.barograph.formats.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.command.Command;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.route.RecurrenceText;
import io.barograph.core.route.Silence;
import io.barograph.core.route.TimeInterval;
import io.barograph.formats.text.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON of a command, described in {@code docs/schemas/command.schema.json}. */
public final class CommandJson {
  private static final JsonFactory JSON = new JsonFactory();

  private CommandJson() {}

  /** One command; the same command always gives the same bytes. */
  public static byte[] encode(Command command) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("command", command.kind().wireName());
      json.writeStringField("id", command.id());
      json.writeStringField("time", Rfc3339.format(command.time()));
      json.writeStringField("author", command.author());
      json.writeStringField("comment", command.comment());
      if (!command.subject().isEmpty()) {
        json.writeStringField("subject", command.subject());
      }
      if (command.silence().isPresent()) {
        write(command.silence().get(), command.everything(), json);
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(Silence silence, boolean everything, JsonGenerator json)
      throws IOException {
    if (!silence.id().isEmpty()) {
      json.writeStringField("silence", silence.id());
    }
    json.writeArrayFieldStart("matchers");
    for (LabelMatcher matcher : silence.matchers()) {
      LabelMatcher.Type type = matcher.type();
      json.writeStartObject();
      json.writeStringField("name", matcher.name());
      json.writeStringField("value", matcher.value());
      json.writeBooleanField(
          "isRegex", type == LabelMatcher.Type.REGEX || type == LabelMatcher.Type.NOT_REGEX);
      json.writeBooleanField(
          "isEqual", type == LabelMatcher.Type.EQUAL || type == LabelMatcher.Type.REGEX);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("startsAt", Rfc3339.format(silence.startsAt()));
    json.writeStringField("endsAt", Rfc3339.format(silence.endsAt()));
    if (!silence.recurrence().isEmpty()) {
      json.writeArrayFieldStart("recurrence");
      for (TimeInterval interval : silence.recurrence()) {
        json.writeString(RecurrenceText.of(interval));
      }
      json.writeEndArray();
    }
    if (everything) {
      json.writeBooleanField("everything", true);
    }
  }
}
