package io.barograph.formats.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.barograph.formats.otlp.OtlpSchema;
import io.barograph.formats.otlp.OtlpSchema.Field;
import io.barograph.formats.otlp.OtlpSchema.Message;
import io.barograph.formats.wire.ProtoWriter;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Writes OTLP's JSON as OTLP's protobuf, so that there is one decoder of each signal.
 *
 * <p>As OTLP's specification says: names in lower camel case, 64-bit integers as text or numbers,
 * enums as numbers (their names are taken too), trace and span ids in hexadecimal, other bytes in
 * base64, null as absent, and unknown fields passed by.
 */
final class OtlpJson {
  private static final int MAX_DEPTH = 128;

  private final ProtoWriter protobuf = new ProtoWriter();
  private int depth;

  private OtlpJson() {}

  /**
   * True if {@code value} can only be JSON: its first byte is a brace. Blanks before it are not
   * allowed, since a line feed and a brace may well begin a request in protobuf.
   */
  static boolean isJson(byte[] value) {
    return value.length > 0 && value[0] == '{';
  }

  /** The request {@code value}, a {@code request} in JSON, in protobuf. */
  static byte[] toProtobuf(byte[] value, Message request) throws MalformedRecordException {
    OtlpJson json = new OtlpJson();
    JsonRecord.read(value, (name, record) -> json.writeField(request, name, record));
    return json.protobuf.toByteArray();
  }

  private void writeField(Message message, String name, JsonRecord record)
      throws IOException, MalformedRecordException {
    Field field = message.field(name);
    if (field == null) {
      record.parser().skipChildren();
    } else if (record.isNull()) {
      return;
    } else if (field.repeated()) {
      record.readArray(name, element -> writeValue(field, name, element));
    } else {
      writeValue(field, name, record);
    }
  }

  private void writeValue(Field field, String name, JsonRecord record)
      throws IOException, MalformedRecordException {
    int number = field.number();
    switch (field.type()) {
      case TEXT -> protobuf.text(number, record.text(name));
      case BYTES -> protobuf.bytes(number, base64(name, record.text(name)));
      case HEX -> protobuf.bytes(number, hex(name, record.text(name)));
      case BOOL -> protobuf.varint(number, record.bool(name) ? 1 : 0);
      case VARINT -> protobuf.varint(number, integer(name, record));
      case FIXED32 -> protobuf.fixed32(number, (int) integer(name, record));
      case FIXED64 -> protobuf.fixed64(number, integer(name, record));
      case DOUBLE -> protobuf.number(number, decimal(name, record));
      case MESSAGE -> {
        if (++depth > MAX_DEPTH) {
          throw MalformedRecordException.malformed(
              name + ": must not be nested deeper than " + MAX_DEPTH);
        }
        int begin = protobuf.begin(number);
        record.readObject(name, (inner, value) -> writeField(field.message(), inner, value));
        protobuf.end(begin);
        depth--;
      }
    }
  }

  private static long integer(String name, JsonRecord record)
      throws IOException, MalformedRecordException {
    JsonToken token = record.parser().currentToken();
    String text = record.parser().getText();
    Integer constant = token == JsonToken.VALUE_STRING ? OtlpSchema.enumConstant(text) : null;
    if (constant != null) {
      return constant;
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
      try {
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
      } catch (NumberFormatException invalid) {
        // falls through to the exception that names the field
      }
    }
    throw MalformedRecordException.of(name, text, "must be an integer of 64 bits");
  }

  private static double decimal(String name, JsonRecord record)
      throws IOException, MalformedRecordException {
    if (record.parser().currentToken() == JsonToken.VALUE_STRING) {
      String text = record.parser().getText();
      if (text.equals("Infinity")) {
        return Double.POSITIVE_INFINITY;
      }
      if (text.equals("-Infinity")) {
        return Double.NEGATIVE_INFINITY;
      }
    }
    return record.number(name);
  }

  private static byte[] base64(String name, String text) throws MalformedRecordException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException invalid) {
      throw MalformedRecordException.of(name, text, "must be base64");
    }
  }

  private static byte[] hex(String name, String text) throws MalformedRecordException {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException invalid) {
      throw MalformedRecordException.of(name, text, "must be hexadecimal digits");
    }
  }
}
