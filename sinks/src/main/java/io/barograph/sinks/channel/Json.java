package io.barograph.sinks.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts in JSON: of maps, lists, texts, numbers, booleans and null. */
public final class Json {
  private static final JsonFactory PLAIN = new JsonFactory();
  private static final JsonFactory LIKE_GO = new JsonFactory().setCharacterEscapes(new GoEscapes());

  private Json() {}

  /**
   * A map of names and values, in their order; a value that is null or an empty text is left out.
   */
  public static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null && !value.equals("")) {
        object.put((String) namesAndValues[i], value);
      }
    }
    return object;
  }

  /** The value in JSON, without blanks, maps in their own order. */
  public static String of(Object value) {
    return write(PLAIN, value);
  }

  /** The value as Go's encoding/json writes it: with what HTML reads escaped. */
  public static String likeGo(Object value) {
    return write(LIKE_GO, value);
  }

  private static String write(JsonFactory factory, Object value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(out)) {
      write(json, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }

  /** Control characters, {@code <}, {@code >}, {@code &} and two line ends, in lower case. */
  private static final class GoEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    private final int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();

    GoEscapes() {
      for (char c = 0; c < ' '; c++) {
        if (escapes[c] == CharacterEscapes.ESCAPE_STANDARD) {
          escapes[c] = CharacterEscapes.ESCAPE_CUSTOM;
        }
      }
      for (char c : new char[] {'<', '>', '&'}) {
        escapes[c] = CharacterEscapes.ESCAPE_CUSTOM;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      boolean isEscaped = c < ' ' || c == '<' || c == '>' || c == '&';
      return isEscaped
          ? new SerializedString("\\u%04x".formatted(c))
          : JsonpCharacterEscapes.instance().getEscapeSequence(c);
    }
  }
}
