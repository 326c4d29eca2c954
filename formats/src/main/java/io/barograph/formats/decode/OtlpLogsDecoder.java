package io.barograph.formats.decode;

import io.barograph.core.log.LogRecord;
import io.barograph.formats.otlp.AttributeReader;
import io.barograph.formats.otlp.AttributeReader.AttributeException;
import io.barograph.formats.otlp.OtlpSchema;
import io.barograph.formats.text.Utf8;
import io.barograph.formats.wire.ProtoReader;
import io.barograph.formats.wire.WireException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/**
 * Decodes an OTLP {@code ExportLogsServiceRequest}, in protobuf or in JSON.
 *
 * <p>Of each log record: the time, or the observed time where that is unknown; the level by the
 * severity number, else by the severity text, else {@code INFO}; the service by the resource's
 * {@code service.name}, else {@code unknown_service}, as OpenTelemetry's SDKs call it; the message
 * by the body, a map or array as JSON; the user by the attribute {@code user.id} or {@code
 * enduser.id}; the request by the attribute {@code request.id} or {@code request_id}, else by the
 * trace id. The metadata are the resource's attributes, over them the record's own, {@code
 * trace_id}, {@code span_id} and {@code event_name}. A record without any time is refused.
 */
public final class OtlpLogsDecoder implements RecordDecoder {
  private static final int LENGTH = ProtoReader.LENGTH_DELIMITED;
  private static final int TIME = (1 << 3) | ProtoReader.FIXED64;
  private static final int SEVERITY_NUMBER = (2 << 3) | ProtoReader.VARINT;
  private static final int SEVERITY_TEXT = (3 << 3) | LENGTH;
  private static final int BODY = (5 << 3) | LENGTH;
  private static final int ATTRIBUTE = 6;
  private static final int ATTRIBUTES = (ATTRIBUTE << 3) | LENGTH;
  private static final int TRACE_ID = (9 << 3) | LENGTH;
  private static final int SPAN_ID = (10 << 3) | LENGTH;
  private static final int OBSERVED_TIME = (11 << 3) | ProtoReader.FIXED64;
  private static final int EVENT_NAME = (12 << 3) | LENGTH;

  private static final String SERVICE_NAME = "service.name";
  private static final String UNKNOWN_SERVICE = "unknown_service";

  private final DecodedBatch batch = new DecodedBatch();
  private final ProtoReader reader = new ProtoReader();
  private final AttributeReader attributeReader = new AttributeReader();
  private final FieldRun fields = new FieldRun();
  private final OtlpRequest request =
      new OtlpRequest(
          "ExportLogsServiceRequest", OtlpSchema.LOGS_REQUEST, reader, new ResourceLogs());

  @Override
  public void decode(byte[] value, String contentType, DecodedRecords out)
      throws MalformedRecordException {
    batch.clear();
    request.read(value);
    batch.emit(out);
  }

  private final class ResourceLogs implements OtlpRequest.Records {
    private SortedMap<String, String> attributes;

    @Override
    public void beginResource(FieldRun resource) throws WireException, AttributeException {
      attributes =
          attributeReader.resourceAttributes(resource.bytes(), resource.from(), resource.to());
    }

    @Override
    public void read() throws WireException, AttributeException, MalformedRecordException {
      decodeLogRecord(attributes);
    }
  }

  private void decodeLogRecord(SortedMap<String, String> resource)
      throws WireException, AttributeException, MalformedRecordException {
    fields.begin(reader.bytes());
    long time = -1;
    long observedTime = -1;
    long severityNumber = 0;
    String severityText = "";
    String body = "";
    Map<String, String> own = new HashMap<>();
    for (int tagFrom = reader.position(); reader.next(); tagFrom = reader.position()) {
      switch (reader.tag()) {
        case TIME -> time = EventTime.ofNanos(reader.fixed64());
        case OBSERVED_TIME -> observedTime = EventTime.ofNanos(reader.fixed64());
        case SEVERITY_NUMBER -> severityNumber = reader.varint();
        case SEVERITY_TEXT -> severityText = text("severity_text");
        case BODY -> {
          int from = reader.passBytes();
          body = attributeReader.value(reader.bytes(), from, reader.position());
        }
        case ATTRIBUTES -> fields.add(reader, tagFrom);
        case TRACE_ID -> putIfGiven(own, "trace_id", hex());
        case SPAN_ID -> putIfGiven(own, "span_id", hex());
        case EVENT_NAME -> putIfGiven(own, "event_name", text("event_name"));
        default -> reader.skip();
      }
    }
    long timestamp = time >= 0 ? time : observedTime;
    if (timestamp < 0) {
      batch.refused("logRecords.timeUnixNano", "must be given, or observedTimeUnixNano");
      return;
    }
    Map<String, String> metadata = new HashMap<>(resource);
    metadata.remove(SERVICE_NAME);
    metadata.putAll(
        attributeReader.attributes(fields.bytes(), fields.from(), fields.to(), ATTRIBUTE));
    metadata.putAll(own);
    String service = resource.getOrDefault(SERVICE_NAME, "");
    batch.log(
        new LogRecord(
            timestamp,
            level(severityNumber, severityText),
            service.isEmpty() ? UNKNOWN_SERVICE : service,
            firstOf(metadata, "user.id", "enduser.id"),
            firstOf(metadata, "request.id", "request_id", "trace_id"),
            body,
            metadata));
  }

  private static String level(long severityNumber, String severityText) {
    String level = LogLevels.ofNumber(severityNumber);
    if (level == null) {
      level = LogLevels.normalise(severityText);
    }
    return level == null ? "INFO" : level;
  }

  private static String firstOf(Map<String, String> metadata, String... names) {
    for (String name : names) {
      String value = metadata.get(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static void putIfGiven(Map<String, String> metadata, String name, String value) {
    if (!value.isEmpty()) {
      metadata.put(name, value);
    }
  }

  private String hex() throws WireException {
    int from = reader.passBytes();
    return HexFormat.of().formatHex(reader.bytes(), from, reader.position());
  }

  private String text(String field) throws WireException, MalformedRecordException {
    int from = reader.passBytes();
    String text = Utf8.decode(reader.bytes(), from, reader.position());
    if (text == null) {
      throw MalformedRecordException.malformed(field + ": must be valid UTF-8");
    }
    return text;
  }
}
