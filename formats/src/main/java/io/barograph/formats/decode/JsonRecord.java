package io.barograph.formats.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.barograph.formats.text.DoubleText;
import io.barograph.formats.text.Rfc3339;
import io.barograph.formats.text.Utf8;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * A record that is one JSON object, read token by token: valid UTF-8, no field twice, nothing
 * behind its end.
 *
 * <p>Every reading method is called with the parser on the value and leaves it on the value's last
 * token. Its {@code field} argument is the path that an error names.
 */
public final class JsonRecord {
  /** The longest record, in bytes. */
  static final int MAX_BYTES = 16 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final JsonParser parser;

  /** True if its text holds no surrogate, neither as it stands nor as an escape. */
  private final boolean isPlain;

  private JsonRecord(JsonParser parser, boolean isPlain) {
    this.parser = parser;
    this.isPlain = isPlain;
  }

  /** Reads the inside of the record's object; called once per field, on the field's value. */
  public interface FieldReader {
    void read(String name, JsonRecord record) throws IOException, MalformedRecordException;
  }

  /** Reads an array's elements; called once per element, on the element. */
  public interface ElementReader {
    void read(JsonRecord record) throws IOException, MalformedRecordException;
  }

  /** Reads {@code value}, which must be one object, field by field. */
  public static void read(byte[] value, FieldReader reader) throws MalformedRecordException {
    if (value.length > MAX_BYTES) {
      throw MalformedRecordException.tooLarge("record", value.length, MAX_BYTES);
    }
    String text = Utf8.decode(value, 0, value.length);
    if (text == null) {
      throw MalformedRecordException.malformed("record: must be valid UTF-8");
    }
    try (JsonParser parser = JSON.createParser(text)) {
      boolean isAscii = text.length() == value.length;
      JsonRecord record = new JsonRecord(parser, isAscii && text.indexOf('\\') < 0);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw MalformedRecordException.of("record", head(text), "must be one JSON object");
      }
      record.readObject("record", reader);
      if (parser.nextToken() != null) {
        throw MalformedRecordException.malformed(
            "record: must end with its object, has more behind byte "
                + parser.currentTokenLocation().getCharOffset());
      }
    } catch (JsonProcessingException invalid) {
      throw MalformedRecordException.malformed(
          "record: must be valid JSON: " + invalid.getOriginalMessage());
    } catch (IOException impossible) {
      throw MalformedRecordException.malformed("record: must be readable: " + impossible);
    }
  }

  /** The parser, on the value. */
  public JsonParser parser() {
    return parser;
  }

  /** Reads an object field by field. */
  public void readObject(String field, FieldReader reader)
      throws IOException, MalformedRecordException {
    require(JsonToken.START_OBJECT, field, "must be an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (!isPlain && !Utf8.isEncodable(name)) {
        throw MalformedRecordException.of(field, name, "must have names without lone surrogates");
      }
      parser.nextToken();
      reader.read(name, this);
    }
  }

  /** Reads an array element by element. */
  public void readArray(String field, ElementReader reader)
      throws IOException, MalformedRecordException {
    require(JsonToken.START_ARRAY, field, "must be an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reader.read(this);
    }
  }

  /** True if the value is null. */
  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** Text, which may be empty. */
  public String text(String field) throws IOException, MalformedRecordException {
    require(JsonToken.VALUE_STRING, field, "must be text");
    return encodable(field, parser.getText());
  }

  /** Text that is not empty. */
  public String nonEmptyText(String field) throws IOException, MalformedRecordException {
    String text = text(field);
    if (text.isEmpty()) {
      throw MalformedRecordException.malformed(field + ": must not be empty");
    }
    return text;
  }

  /** {@code true} or {@code false}. */
  public boolean bool(String field) throws IOException, MalformedRecordException {
    if (parser.currentToken() == JsonToken.VALUE_TRUE) {
      return true;
    }
    require(JsonToken.VALUE_FALSE, field, "must be true or false");
    return false;
  }

  /** Any value as text, an object or array as its JSON; null for null. */
  public String anyAsText(String field) throws IOException, MalformedRecordException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case START_OBJECT, START_ARRAY -> {
        StringWriter nested = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(nested)) {
          json.copyCurrentStructure(parser);
        }
        yield encodable(field, nested.toString());
      }
      default -> encodable(field, parser.getText());
    };
  }

  /** A double, as a number or as text. */
  public double number(String field) throws IOException, MalformedRecordException {
    JsonToken token = parser.currentToken();
    if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
      throw MalformedRecordException.of(field, parser.getText(), "must be a number");
    }
    String text = parser.getText();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long bits = DoubleText.parseBits(bytes, 0, bytes.length);
    if (bits == DoubleText.INVALID) {
      throw MalformedRecordException.of(
          field, text, "must be a number in the range of a double, NaN, +Inf or -Inf");
    }
    return Double.longBitsToDouble(bits);
  }

  /** A whole number of at least {@code least}. */
  public long integer(String field, long least) throws IOException, MalformedRecordException {
    long number = least - 1;
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      number = parser.getLongValue();
    }
    if (number < least) {
      throw MalformedRecordException.of(
          field, parser.getText(), "must be a whole number of at least " + least);
    }
    return number;
  }

  /** An event time: RFC 3339 text, or milliseconds since the epoch as an integer. */
  public long time(String field) throws IOException, MalformedRecordException {
    long millis =
        switch (parser.currentToken()) {
          case VALUE_NUMBER_INT -> parser.getLongValue();
          case VALUE_STRING -> {
            byte[] bytes = parser.getText().getBytes(StandardCharsets.UTF_8);
            yield Rfc3339.parse(bytes, 0, bytes.length);
          }
          default -> Rfc3339.INVALID;
        };
    if (millis == Rfc3339.INVALID) {
      throw MalformedRecordException.of(
          field,
          parser.getText(),
          "must be a time of RFC 3339 with its zone, or whole milliseconds since the epoch");
    }
    if (!EventTime.isValid(millis)) {
      throw MalformedRecordException.of(field, parser.getText(), EventTime.EXPECTED);
    }
    return millis;
  }

  private void require(JsonToken expected, String field, String sentence)
      throws IOException, MalformedRecordException {
    if (parser.currentToken() != expected) {
      throw MalformedRecordException.of(field, parser.getText(), sentence);
    }
  }

  private String encodable(String field, String text) throws MalformedRecordException {
    if (!isPlain && !Utf8.isEncodable(text)) {
      throw MalformedRecordException.of(field, text, "must have no lone surrogates");
    }
    return text;
  }

  private static String head(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40);
  }
}
