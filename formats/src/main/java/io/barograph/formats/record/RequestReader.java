package io.barograph.formats.record;

import io.barograph.core.service.Request;
import io.barograph.formats.decode.MalformedRecordException;
import java.util.Locale;

/**
 * Requests as {@code docs/schemas/request.schema.json} has them.
 *
 * <p>What stands behind a {@code ?} in an endpoint is cut off. That its endpoints are few is the
 * producer's duty: routes, not paths with ids in them.
 */
public final class RequestReader implements RecordReader<Request> {
  private static final long serialVersionUID = 1;

  private static final int MAX_METHOD = 16;
  private static final int MIN_STATUS = 100;
  private static final int MAX_STATUS = 599;
  private static final double MILLIS = 1_000;

  @Override
  public Request read(RecordFields fields) throws MalformedRecordException {
    return new Request(
        ShortText.of(fields, "service", ShortText.MAX_NAME),
        route(ShortText.of(fields, "endpoint", ShortText.MAX_ENDPOINT)),
        ShortText.orEmpty(fields, "method", MAX_METHOD).toUpperCase(Locale.ROOT),
        status(fields),
        duration(fields, "duration_ms"),
        size(fields, "request_bytes"),
        size(fields, "response_bytes"),
        ShortText.orEmpty(fields, "user", ShortText.MAX_NAME),
        OrderReader.time(fields),
        ShortText.of(fields, "id", ShortText.MAX_NAME),
        ShortText.orEmpty(fields, "symbol", ShortText.MAX_NAME));
  }

  private static String route(String endpoint) {
    int query = endpoint.indexOf('?');
    return query > 0 ? endpoint.substring(0, query) : endpoint;
  }

  private static int status(RecordFields fields) throws MalformedRecordException {
    long status = fields.integer("status");
    if (status != Request.NO_ANSWER && (status < MIN_STATUS || status > MAX_STATUS)) {
      throw MalformedRecordException.of(
          "status", fields.text("status"), "must be 100 to 599, or 0 if there was no answer");
    }
    return (int) status;
  }

  /** A time in seconds, given in milliseconds. */
  static double duration(RecordFields fields, String field) throws MalformedRecordException {
    return TradeReader.notNegative(fields, field) / MILLIS;
  }

  private static long size(RecordFields fields, String field) throws MalformedRecordException {
    if (!fields.has(field)) {
      return Request.UNKNOWN_SIZE;
    }
    long size = fields.integer(field);
    if (size < 0) {
      throw MalformedRecordException.of(field, fields.text(field), "must be >= 0");
    }
    return size;
  }
}
