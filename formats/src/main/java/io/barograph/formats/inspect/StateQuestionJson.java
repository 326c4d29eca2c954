package io.barograph.formats.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.formats.decode.JsonRecord;
import io.barograph.formats.decode.MalformedRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The JSON of a question about the state of a job, described in {@code
 * docs/schemas/state-question.schema.json}: no other fields than its own, and all of them.
 */
public final class StateQuestionJson {
  /** The longest question, in bytes. */
  public static final int MAX_BYTES = 64 << 10;

  private static final JsonFactory JSON = new JsonFactory();

  private StateQuestionJson() {}

  /**
   * The question as JSON.
   *
   * @throws IllegalArgumentException if it is longer than {@value #MAX_BYTES} bytes
   */
  public static byte[] encode(StateQuestion question) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("id", question.id());
      json.writeNumberField("askedAt", question.askedAt());
      json.writeStringField("subject", question.subject().wireName());
      json.writeArrayFieldStart("matchers");
      for (LabelMatcher matcher : question.matchers()) {
        json.writeStartObject();
        json.writeStringField("name", matcher.name());
        json.writeStringField("type", matcher.type().symbol());
        json.writeStringField("value", matcher.value());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the question takes %d bytes as JSON and may take %d: ask with fewer matchers"
              .formatted(bytes.size(), MAX_BYTES));
    }
    return bytes.toByteArray();
  }

  /**
   * The question that {@code value} holds.
   *
   * @throws MalformedRecordException if it holds none
   */
  public static StateQuestion decode(byte[] value) throws MalformedRecordException {
    if (value == null) {
      throw MalformedRecordException.malformed("record: must have a value");
    }
    if (value.length > MAX_BYTES) {
      throw MalformedRecordException.tooLarge("record", value.length, MAX_BYTES);
    }
    Reading reading = new Reading();
    JsonRecord.read(value, reading::field);
    try {
      return reading.question();
    } catch (IllegalArgumentException outOfBounds) {
      throw MalformedRecordException.malformed(outOfBounds.getMessage());
    }
  }

  /** What was read so far. */
  private static final class Reading {
    private final Set<String> seen = new HashSet<>();
    private final List<LabelMatcher> matchers = new ArrayList<>();
    private String id = "";
    private long askedAt;
    private StateQuestion.Subject subject;

    void field(String field, JsonRecord record) throws IOException, MalformedRecordException {
      switch (field) {
        case "id" -> id = record.text(field);
        case "askedAt" -> askedAt = record.integer(field, 0);
        case "subject" -> subject = subject(record.text(field));
        case "matchers" -> record.readArray(field, element -> matchers.add(matcher(element)));
        default ->
            throw MalformedRecordException.of(
                "record", field, "must have the fields id, askedAt, subject, matchers only");
      }
      seen.add(field);
    }

    StateQuestion question() throws MalformedRecordException {
      for (String field : List.of("id", "askedAt", "subject", "matchers")) {
        if (!seen.contains(field)) {
          throw MalformedRecordException.malformed(field + ": must be given");
        }
      }
      return new StateQuestion(id, askedAt, subject, matchers);
    }

    private static StateQuestion.Subject subject(String name) throws MalformedRecordException {
      for (StateQuestion.Subject one : StateQuestion.Subject.values()) {
        if (one.wireName().equals(name)) {
          return one;
        }
      }
      String all =
          Arrays.stream(StateQuestion.Subject.values())
              .map(StateQuestion.Subject::wireName)
              .collect(Collectors.joining(", "));
      throw MalformedRecordException.of("subject", name, "must be one of " + all);
    }

    private LabelMatcher matcher(JsonRecord record) throws IOException, MalformedRecordException {
      if (matchers.size() == StateQuestion.MAX_MATCHERS) {
        throw MalformedRecordException.malformed(
            "matchers: must be at most " + StateQuestion.MAX_MATCHERS);
      }
      String[] texts = new String[3];
      record.readObject(
          "matchers",
          (field, inside) -> {
            switch (field) {
              case "name" -> texts[0] = inside.nonEmptyText("matchers.name");
              case "type" -> texts[1] = inside.text("matchers.type");
              case "value" -> texts[2] = inside.text("matchers.value");
              default ->
                  throw MalformedRecordException.of(
                      "matchers", field, "must have the fields name, type, value only");
            }
          });
      if (Arrays.asList(texts).contains(null)) {
        throw MalformedRecordException.malformed("matchers: must have name, type and value");
      }
      for (LabelMatcher.Type type : LabelMatcher.Type.values()) {
        if (type.symbol().equals(texts[1])) {
          return matcher(type, texts[0], texts[2]);
        }
      }
      throw MalformedRecordException.of("matchers.type", texts[1], "must be one of =, !=, =~, !~");
    }

    private static LabelMatcher matcher(LabelMatcher.Type type, String name, String value)
        throws MalformedRecordException {
      try {
        return LabelMatcher.of(type, name, value);
      } catch (IllegalArgumentException noRegex) {
        throw MalformedRecordException.of("matchers.value", value, noRegex.getMessage());
      }
    }
  }
}
