package io.barograph.formats.otlp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The messages of OTLP's metrics and logs, as far as they are read: for each field its number and
 * type by its name in JSON.
 *
 * <p>Source: opentelemetry-proto 1.x, {@code metrics.proto}, {@code logs.proto}, {@code
 * common.proto}. Names stand in both spellings that protobuf's JSON allows, {@code
 * startTimeUnixNano} and {@code start_time_unix_nano}.
 */
public final class OtlpSchema {
  /** How a field is written in JSON and in protobuf. */
  public enum Type {
    TEXT,
    /** Base64 in JSON. */
    BYTES,
    /** Hexadecimal digits in JSON, as OTLP has it for trace and span ids. */
    HEX,
    BOOL,
    /** A varint, in JSON a number, text of one, or the name of an enum's constant. */
    VARINT,
    FIXED32,
    FIXED64,
    DOUBLE,
    MESSAGE
  }

  /**
   * A field.
   *
   * @param message the fields of the embedded message, or null if it is none
   */
  public record Field(int number, Type type, boolean repeated, Message message) {}

  /** The fields of a message by name. */
  public static final class Message {
    private final Map<String, Field> fields = new HashMap<>();

    private Message() {}

    /** The field of that name, or null if none is read. */
    public Field field(String name) {
      return fields.get(name);
    }

    private Message with(int number, String name, Type type) {
      return put(name, new Field(number, type, false, null));
    }

    private Message withEach(int number, String name, Type type) {
      return put(name, new Field(number, type, true, null));
    }

    private Message with(int number, String name, Message message) {
      return put(name, new Field(number, Type.MESSAGE, false, message));
    }

    private Message withEach(int number, String name, Message message) {
      return put(name, new Field(number, Type.MESSAGE, true, message));
    }

    private Message put(String name, Field field) {
      fields.put(name, field);
      fields.put(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), field);
      return this;
    }
  }

  /** {@code ExportMetricsServiceRequest}. */
  public static final Message METRICS_REQUEST;

  /** {@code ExportLogsServiceRequest}. */
  public static final Message LOGS_REQUEST;

  private static final Map<String, Integer> ENUM_CONSTANTS = enumConstants();

  static {
    Message value = new Message();
    Message keyValue = new Message().with(1, "key", Type.TEXT).with(2, "value", value);
    value
        .with(1, "stringValue", Type.TEXT)
        .with(2, "boolValue", Type.BOOL)
        .with(3, "intValue", Type.VARINT)
        .with(4, "doubleValue", Type.DOUBLE)
        .with(5, "arrayValue", new Message().withEach(1, "values", value))
        .with(6, "kvlistValue", new Message().withEach(1, "values", keyValue))
        .with(7, "bytesValue", Type.BYTES);
    Message resource = new Message().withEach(1, "attributes", keyValue);

    Message scopeMetrics = new Message().withEach(2, "metrics", metric(keyValue));
    METRICS_REQUEST =
        new Message()
            .withEach(
                1,
                "resourceMetrics",
                new Message()
                    .with(1, "resource", resource)
                    .withEach(2, "scopeMetrics", scopeMetrics));

    Message scope = new Message().with(1, "name", Type.TEXT).with(2, "version", Type.TEXT);
    Message scopeLogs =
        new Message().with(1, "scope", scope).withEach(2, "logRecords", logRecord(keyValue, value));
    LOGS_REQUEST =
        new Message()
            .withEach(
                1,
                "resourceLogs",
                new Message().with(1, "resource", resource).withEach(2, "scopeLogs", scopeLogs));
  }

  private OtlpSchema() {}

  /** The number of an enum's constant, such as {@code AGGREGATION_TEMPORALITY_DELTA}; or null. */
  public static Integer enumConstant(String name) {
    return ENUM_CONSTANTS.get(name);
  }

  private static Message metric(Message keyValue) {
    Message numberPoint =
        new Message()
            .withEach(7, "attributes", keyValue)
            .with(3, "timeUnixNano", Type.FIXED64)
            .with(4, "asDouble", Type.DOUBLE)
            .with(6, "asInt", Type.FIXED64)
            .with(8, "flags", Type.VARINT);
    Message histogramPoint =
        new Message()
            .withEach(9, "attributes", keyValue)
            .with(3, "timeUnixNano", Type.FIXED64)
            .with(4, "count", Type.FIXED64)
            .with(5, "sum", Type.DOUBLE)
            .withEach(6, "bucketCounts", Type.FIXED64)
            .withEach(7, "explicitBounds", Type.DOUBLE)
            .with(10, "flags", Type.VARINT);
    Message quantile = new Message().with(1, "quantile", Type.DOUBLE).with(2, "value", Type.DOUBLE);
    Message summaryPoint =
        new Message()
            .withEach(7, "attributes", keyValue)
            .with(3, "timeUnixNano", Type.FIXED64)
            .with(4, "count", Type.FIXED64)
            .with(5, "sum", Type.DOUBLE)
            .withEach(6, "quantileValues", quantile)
            .with(8, "flags", Type.VARINT);
    Message sum =
        new Message()
            .withEach(1, "dataPoints", numberPoint)
            .with(2, "aggregationTemporality", Type.VARINT)
            .with(3, "isMonotonic", Type.BOOL);
    Message histogram =
        new Message()
            .withEach(1, "dataPoints", histogramPoint)
            .with(2, "aggregationTemporality", Type.VARINT);
    return new Message()
        .with(1, "name", Type.TEXT)
        .with(3, "unit", Type.TEXT)
        .with(5, "gauge", new Message().withEach(1, "dataPoints", numberPoint))
        .with(7, "sum", sum)
        .with(9, "histogram", histogram)
        .with(10, "exponentialHistogram", new Message())
        .with(11, "summary", new Message().withEach(1, "dataPoints", summaryPoint));
  }

  private static Message logRecord(Message keyValue, Message value) {
    return new Message()
        .with(1, "timeUnixNano", Type.FIXED64)
        .with(2, "severityNumber", Type.VARINT)
        .with(3, "severityText", Type.TEXT)
        .with(5, "body", value)
        .withEach(6, "attributes", keyValue)
        .with(8, "flags", Type.FIXED32)
        .with(9, "traceId", Type.HEX)
        .with(10, "spanId", Type.HEX)
        .with(11, "observedTimeUnixNano", Type.FIXED64)
        .with(12, "eventName", Type.TEXT);
  }

  private static Map<String, Integer> enumConstants() {
    Map<String, Integer> constants = new HashMap<>();
    constants.put("AGGREGATION_TEMPORALITY_UNSPECIFIED", 0);
    constants.put("AGGREGATION_TEMPORALITY_DELTA", 1);
    constants.put("AGGREGATION_TEMPORALITY_CUMULATIVE", 2);
    constants.put("SEVERITY_NUMBER_UNSPECIFIED", 0);
    String[] severities = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
    for (int i = 0; i < 24; i++) {
      String step = i % 4 == 0 ? "" : Integer.toString(i % 4 + 1);
      constants.put("SEVERITY_NUMBER_" + severities[i / 4] + step, i + 1);
    }
    return constants;
  }
}
