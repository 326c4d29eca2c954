package io.barograph.formats.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.barograph.core.command.Command;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.route.RecurrenceText;
import io.barograph.core.route.Silence;
import io.barograph.core.route.TimeInterval;
import io.barograph.formats.decode.MalformedRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Orders as {@code docs/schemas/command.schema.json} has them. */
public final class CommandReader implements RecordReader<Command> {
  private static final long serialVersionUID = 1;

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public Command read(RecordFields fields) throws MalformedRecordException {
    Command.Kind kind = kind(fields);
    long time = OrderReader.time(fields);
    String author = ShortText.of(fields, "author", ShortText.MAX_NAME);
    String comment = fields.text("comment", "");
    boolean isSilence = kind == Command.Kind.SILENCE;
    return new Command(
        kind,
        ShortText.of(fields, "id", ShortText.MAX_NAME),
        time,
        author,
        comment,
        isSilence ? "" : ShortText.of(fields, "subject", ShortText.MAX_NAME),
        isSilence ? Optional.of(silence(fields, author, comment, time)) : Optional.empty(),
        fields.text("everything", "false").equals("true"));
  }

  private static Command.Kind kind(RecordFields fields) throws MalformedRecordException {
    String name = fields.text("command");
    for (Command.Kind kind : Command.Kind.values()) {
      if (kind.wireName().equals(name)) {
        return kind;
      }
    }
    throw MalformedRecordException.of(
        "command",
        name,
        "must be one of "
            + Arrays.stream(Command.Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  private static Silence silence(RecordFields fields, String author, String comment, long time)
      throws MalformedRecordException {
    long startsAt = fields.has("startsAt") ? fields.instant("startsAt") : time;
    long endsAt = fields.instant("endsAt");
    if (endsAt <= startsAt) {
      throw MalformedRecordException.of("endsAt", fields.text("endsAt"), "must be after startsAt");
    }
    return new Silence(
        ShortText.orEmpty(fields, "silence", ShortText.MAX_NAME),
        matchers(fields),
        startsAt,
        endsAt,
        author,
        comment,
        new TreeMap<>(),
        time,
        recurrence(fields));
  }

  private static List<TimeInterval> recurrence(RecordFields fields)
      throws MalformedRecordException {
    List<TimeInterval> recurrence = new ArrayList<>();
    if (!fields.has("recurrence")) {
      return recurrence;
    }
    try (JsonParser json = JSON.createParser(fields.nested("recurrence"))) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw MalformedRecordException.malformed("recurrence: must be a list of texts");
      }
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        recurrence.add(interval("recurrence[" + recurrence.size() + ']', json.getText()));
        if (recurrence.size() > Silence.MAX_PARTS) {
          throw MalformedRecordException.malformed(
              "recurrence: must be at most " + Silence.MAX_PARTS);
        }
      }
      if (json.currentToken() != JsonToken.END_ARRAY) {
        throw MalformedRecordException.malformed("recurrence: must be a list of texts");
      }
    } catch (IOException malformed) {
      throw MalformedRecordException.malformed("recurrence: is no JSON: " + malformed.getMessage());
    }
    return recurrence;
  }

  private static TimeInterval interval(String field, String text) throws MalformedRecordException {
    try {
      return RecurrenceText.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw MalformedRecordException.of(field, text, wrong.getMessage());
    }
  }

  private static List<LabelMatcher> matchers(RecordFields fields) throws MalformedRecordException {
    if (!fields.has("matchers")) {
      throw MalformedRecordException.malformed("matchers: must be given");
    }
    List<LabelMatcher> matchers = new ArrayList<>();
    try (JsonParser json = JSON.createParser(fields.nested("matchers"))) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw MalformedRecordException.malformed("matchers: must be a list of matchers");
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        matchers.add(matcher("matchers[" + matchers.size() + ']', json));
        if (matchers.size() > Silence.MAX_PARTS) {
          throw MalformedRecordException.malformed(
              "matchers: must be at most " + Silence.MAX_PARTS);
        }
      }
    } catch (IOException malformed) {
      throw MalformedRecordException.malformed("matchers: is no JSON: " + malformed.getMessage());
    }
    if (matchers.isEmpty()) {
      throw MalformedRecordException.malformed("matchers: must be at least one matcher");
    }
    return matchers;
  }

  private static LabelMatcher matcher(String field, JsonParser json)
      throws IOException, MalformedRecordException {
    String name = "";
    String value = "";
    boolean isRegex = false;
    boolean isEqual = true;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String part = json.currentName();
      json.nextToken();
      switch (part) {
        case "name" -> name = json.getValueAsString("");
        case "value" -> value = json.getValueAsString("");
        case "isRegex" -> isRegex = json.getValueAsBoolean();
        case "isEqual" -> isEqual = json.getValueAsBoolean(true);
        default -> throw MalformedRecordException.malformed(field + ": knows no " + part);
      }
    }
    if (name.isEmpty()) {
      throw MalformedRecordException.malformed(field + ".name: must be given");
    }
    LabelMatcher.Type type =
        isRegex
            ? isEqual ? LabelMatcher.Type.REGEX : LabelMatcher.Type.NOT_REGEX
            : isEqual ? LabelMatcher.Type.EQUAL : LabelMatcher.Type.NOT_EQUAL;
    try {
      return LabelMatcher.of(type, name, value);
    } catch (IllegalArgumentException noRegex) {
      throw MalformedRecordException.of(field + ".value", value, noRegex.getMessage());
    }
  }
}
