package io.barograph.formats.decode;

import io.barograph.core.log.LogRecord;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decodes one structured log line as a JSON object:
 *
 * <pre>{@code
 * {"timestamp":"2026-01-02T03:04:05.678Z","level":"ERROR","service":"orders","user_id":"u-7",
 *  "request_id":"r-1","message":"no route to venue","metadata":{"venue":"XETR","attempt":3}}
 * }</pre>
 *
 * <p>{@code timestamp} (RFC 3339 or milliseconds since the epoch as an integer), {@code level},
 * {@code service} and {@code message} are required; {@code user_id}, {@code request_id} (texts or
 * integers) and {@code metadata} may be absent or null. There are no other fields. The level is
 * brought to one of {@code TRACE DEBUG INFO WARN ERROR FATAL}, see {@link LogLevels}. Values of
 * {@code metadata} are texts; numbers and booleans stand as written, nested values as their JSON
 * text, and null ones are left out.
 */
public final class JsonLogDecoder implements RecordDecoder {
  /** The longest record, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  /** The most entries of {@code metadata}. */
  static final int MAX_METADATA = 256;

  @Override
  public void decode(byte[] value, String contentType, DecodedRecords out)
      throws MalformedRecordException {
    if (value.length > MAX_BYTES) {
      throw MalformedRecordException.tooLarge("record", value.length, MAX_BYTES);
    }
    Fields fields = new Fields();
    JsonRecord.read(value, fields);
    out.log(fields.toLogRecord());
  }

  private static final class Fields implements JsonRecord.FieldReader {
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private long timestamp = -1;
    private String level;
    private String service;
    private String userId = "";
    private String requestId = "";
    private String message;

    @Override
    public void read(String field, JsonRecord record) throws IOException, MalformedRecordException {
      switch (field) {
        case "timestamp" -> timestamp = record.time(field);
        case "level" -> {
          String written = record.text(field);
          level = LogLevels.normalise(written);
          if (level == null) {
            throw MalformedRecordException.of(field, written, LogLevels.EXPECTED);
          }
        }
        case "service" -> service = record.nonEmptyText(field);
        case "user_id" -> userId = identifier(field, record);
        case "request_id" -> requestId = identifier(field, record);
        case "message" -> message = record.text(field);
        case "metadata" -> {
          if (!record.isNull()) {
            record.readObject(field, this::readMetadata);
          }
        }
        default ->
            throw MalformedRecordException.of(
                "record",
                field,
                "must have the fields timestamp, level, service, user_id, request_id, message,"
                    + " metadata only");
      }
    }

    LogRecord toLogRecord() throws MalformedRecordException {
      require(timestamp >= 0, "timestamp");
      require(level != null, "level");
      require(service != null, "service");
      require(message != null, "message");
      return new LogRecord(timestamp, level, service, userId, requestId, message, metadata);
    }

    private void readMetadata(String name, JsonRecord record)
        throws IOException, MalformedRecordException {
      if (metadata.size() == MAX_METADATA) {
        throw MalformedRecordException.malformed(
            "metadata: must have at most " + MAX_METADATA + " entries");
      }
      String text = record.anyAsText("metadata." + name);
      if (text != null) {
        metadata.put(name, text);
      }
    }

    private static String identifier(String field, JsonRecord record)
        throws IOException, MalformedRecordException {
      return switch (record.parser().currentToken()) {
        case VALUE_NULL -> "";
        case VALUE_NUMBER_INT -> record.parser().getText();
        default -> record.text(field);
      };
    }

    private static void require(boolean present, String field) throws MalformedRecordException {
      if (!present) {
        throw MalformedRecordException.malformed(field + ": must be given");
      }
    }
  }
}
