package io.barograph.core.log;

import java.util.Map;
import java.util.Objects;

/**
 * One structured log line.
 *
 * @param timestamp event time, milliseconds since the epoch
 * @param level severity in upper case: {@code TRACE DEBUG INFO WARN ERROR FATAL}
 * @param service the service that wrote it; never empty
 * @param userId who was served, or the empty text
 * @param requestId the request it belongs to, or the empty text
 * @param message the text, as written
 * @param metadata further fields, never null
 */
public record LogRecord(
    long timestamp,
    String level,
    String service,
    String userId,
    String requestId,
    String message,
    Map<String, String> metadata) {
  public LogRecord {
    Objects.requireNonNull(level);
    Objects.requireNonNull(userId);
    Objects.requireNonNull(requestId);
    Objects.requireNonNull(message);
    if (service.isEmpty()) {
      throw new IllegalArgumentException("service must not be empty");
    }
    metadata = Map.copyOf(metadata);
  }
}
