package io.barograph.formats.encode;

import io.barograph.core.log.LogRecord;
import io.barograph.formats.wire.ProtoWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Encodes log records as an OTLP {@code ExportLogsServiceRequest}: the service as the resource's
 * {@code service.name}, user and request as the attributes {@code user.id} and {@code request.id}.
 */
public final class OtlpLogsEncoder {
  private static final List<String> LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
  private static final long NANOS_PER_MILLI = 1_000_000;

  private OtlpLogsEncoder() {}

  /** The request in protobuf; each log record has a resource of its own. */
  public static byte[] encode(List<LogRecord> logs) {
    ProtoWriter request = new ProtoWriter();
    for (LogRecord log : logs) {
      int resourceLogs = request.begin(1);
      int resource = request.begin(1);
      OtlpAttributes.write(request, 1, "service.name", log.service());
      request.end(resource);
      int scopeLogs = request.begin(2);
      writeLogRecord(request, log);
      request.end(scopeLogs).end(resourceLogs);
    }
    return request.toByteArray();
  }

  private static void writeLogRecord(ProtoWriter request, LogRecord log) {
    int logRecord = request.begin(2);
    request.fixed64(1, log.timestamp() * NANOS_PER_MILLI);
    request.varint(2, 4L * LEVELS.indexOf(log.level()) + 1);
    request.text(3, log.level());
    int body = request.begin(5);
    request.text(1, log.message()).end(body);
    for (Map.Entry<String, String> entry : new TreeMap<>(log.metadata()).entrySet()) {
      OtlpAttributes.write(request, 6, entry.getKey(), entry.getValue());
    }
    OtlpAttributes.write(request, 6, "user.id", log.userId());
    OtlpAttributes.write(request, 6, "request.id", log.requestId());
    request.end(logRecord);
  }
}
