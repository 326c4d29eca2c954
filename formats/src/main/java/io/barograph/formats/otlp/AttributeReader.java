package io.barograph.formats.otlp;

import io.barograph.formats.text.Utf8;
import io.barograph.formats.wire.ProtoReader;
import io.barograph.formats.wire.WireException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads OTLP's attributes and values of any type as text: texts as they are, {@code true}, whole
 * numbers, doubles at their shortest, bytes in base64, arrays and maps as JSON. Not thread-safe.
 */
public final class AttributeReader {
  /** How deep arrays and maps may lie in each other. */
  static final int MAX_DEPTH = 32;

  private static final int RESOURCE_ATTRIBUTE = (1 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int KEY = (1 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int VALUE = (2 << 3) | ProtoReader.LENGTH_DELIMITED;

  private static final int TEXT = (1 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int BOOL = (2 << 3) | ProtoReader.VARINT;
  private static final int INT = (3 << 3) | ProtoReader.VARINT;
  private static final int DOUBLE = (4 << 3) | ProtoReader.FIXED64;
  private static final int ARRAY = (5 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int MAP = (6 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int BYTES = (7 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int ELEMENT = (1 << 3) | ProtoReader.LENGTH_DELIMITED;

  private final ProtoReader reader = new ProtoReader();

  /** Attributes or a value that cannot be read; the message is a sentence without the field. */
  public static final class AttributeException extends Exception {
    AttributeException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The attributes among the fields in {@code [from, to)}, by key; the last of two with one key
   * counts.
   *
   * @param field the number of the field that holds each attribute
   */
  public SortedMap<String, String> attributes(byte[] bytes, int from, int to, int field)
      throws WireException, AttributeException {
    SortedMap<String, String> attributes = new TreeMap<>();
    reader.reset(bytes, from, to);
    while (reader.next()) {
      if (reader.tag() == ProtoReader.tag(field, ProtoReader.LENGTH_DELIMITED)) {
        readAttribute(attributes);
      } else {
        reader.skip();
      }
    }
    return attributes;
  }

  /**
   * The attributes of the {@code Resource} messages that the fields in {@code [from, to)} hold;
   * more than one are read as one.
   */
  public SortedMap<String, String> resourceAttributes(byte[] bytes, int from, int to)
      throws WireException, AttributeException {
    SortedMap<String, String> attributes = new TreeMap<>();
    reader.reset(bytes, from, to);
    while (reader.next()) {
      int outer = reader.enter();
      while (reader.next()) {
        if (reader.tag() == RESOURCE_ATTRIBUTE) {
          readAttribute(attributes);
        } else {
          reader.skip();
        }
      }
      reader.leave(outer);
    }
    return attributes;
  }

  /** The {@code AnyValue} in {@code [from, to)} as text. */
  public String value(byte[] bytes, int from, int to) throws WireException, AttributeException {
    reader.reset(bytes, from, to);
    return readValue(0, false);
  }

  private void readAttribute(SortedMap<String, String> attributes)
      throws WireException, AttributeException {
    int outer = reader.enter();
    String key = "";
    String value = "";
    while (reader.next()) {
      switch (reader.tag()) {
        case KEY -> key = readText();
        case VALUE -> {
          int outerValue = reader.enter();
          value = readValue(0, false);
          reader.leave(outerValue);
        }
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    attributes.put(key, value);
  }

  private String readValue(int depth, boolean asJson) throws WireException, AttributeException {
    if (depth > MAX_DEPTH) {
      throw new AttributeException("must not be nested deeper than " + MAX_DEPTH);
    }
    String value = asJson ? "null" : "";
    while (reader.next()) {
      switch (reader.tag()) {
        case TEXT -> value = asJson ? quoted(readText()) : readText();
        case BOOL -> value = reader.varint() != 0 ? "true" : "false";
        case INT -> value = Long.toString(reader.varint());
        case DOUBLE -> value = shortest(Double.longBitsToDouble(reader.fixed64()), asJson);
        case ARRAY, MAP -> {
          boolean map = reader.tag() == MAP;
          int outer = reader.enter();
          value = map ? readMap(depth + 1) : readArray(depth + 1);
          reader.leave(outer);
        }
        case BYTES -> {
          int from = reader.passBytes();
          byte[] raw = Arrays.copyOfRange(reader.bytes(), from, reader.position());
          String base64 = Base64.getEncoder().encodeToString(raw);
          value = asJson ? quoted(base64) : base64;
        }
        default -> reader.skip();
      }
    }
    return value;
  }

  private String readArray(int depth) throws WireException, AttributeException {
    StringBuilder json = new StringBuilder("[");
    while (reader.next()) {
      if (reader.tag() == ELEMENT) {
        int outer = reader.enter();
        json.append(json.length() > 1 ? "," : "").append(readValue(depth, true));
        reader.leave(outer);
      } else {
        reader.skip();
      }
    }
    return json.append(']').toString();
  }

  private String readMap(int depth) throws WireException, AttributeException {
    SortedMap<String, String> entries = new TreeMap<>();
    while (reader.next()) {
      if (reader.tag() != ELEMENT) {
        reader.skip();
        continue;
      }
      int outer = reader.enter();
      String key = "";
      String value = "null";
      while (reader.next()) {
        switch (reader.tag()) {
          case KEY -> key = readText();
          case VALUE -> {
            int outerValue = reader.enter();
            value = readValue(depth, true);
            reader.leave(outerValue);
          }
          default -> reader.skip();
        }
      }
      reader.leave(outer);
      entries.put(key, value);
    }
    StringBuilder json = new StringBuilder("{");
    entries.forEach(
        (key, value) ->
            json.append(json.length() > 1 ? "," : "")
                .append(quoted(key))
                .append(':')
                .append(value));
    return json.append('}').toString();
  }

  private String readText() throws WireException, AttributeException {
    int from = reader.passBytes();
    String text = Utf8.decode(reader.bytes(), from, reader.position());
    if (text == null) {
      throw new AttributeException("must be valid UTF-8");
    }
    return text;
  }

  private static String shortest(double value, boolean asJson) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String word = Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
      return asJson ? quoted(word) : word;
    }
    double magnitude = Math.abs(value);
    if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)) {
      return Double.toString(value);
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
