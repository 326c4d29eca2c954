package io.barograph.core.service;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A request that a service answered, or did not.
 *
 * @param service which was asked
 * @param endpoint what of it, of few different values: a route, not a path with ids in it
 * @param method how, such as {@code GET}; may be empty
 * @param status of HTTP, 100 to 599; {@value #NO_ANSWER} if there was no answer
 * @param durationSeconds until it was answered or given up, at least 0
 * @param requestBytes the size of what was asked; {@value #UNKNOWN_SIZE} if it is not known
 * @param responseBytes the size of the answer; {@value #UNKNOWN_SIZE} if it is not known
 * @param user who asked; may be empty
 * @param time when it was answered, in milliseconds since the epoch
 * @param id the request's own
 * @param symbol whose data was asked for: an instrument or a data set; empty if the request is on
 *     none
 */
public record Request(
    String service,
    String endpoint,
    String method,
    int status,
    double durationSeconds,
    long requestBytes,
    long responseBytes,
    String user,
    long time,
    String id,
    String symbol)
    implements BusinessRecord {
  /** The status of a request without an answer. */
  public static final int NO_ANSWER = 0;

  /** A size that is not known. */
  public static final long UNKNOWN_SIZE = -1;

  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  /** A request that is on the data of no symbol. */
  public Request(
      String service,
      String endpoint,
      String method,
      int status,
      double durationSeconds,
      long requestBytes,
      long responseBytes,
      String user,
      long time,
      String id) {
    this(
        service,
        endpoint,
        method,
        status,
        durationSeconds,
        requestBytes,
        responseBytes,
        user,
        time,
        id,
        "");
  }

  /** The same request for the data of a symbol; empty for none. */
  public Request on(String itsSymbol) {
    return new Request(
        service,
        endpoint,
        method,
        status,
        durationSeconds,
        requestBytes,
        responseBytes,
        user,
        time,
        id,
        itsSymbol);
  }

  /** True if it is on the data of a symbol. */
  public boolean isOnSymbol() {
    return !symbol.isEmpty();
  }

  /** True if the service failed: status 5xx, or no answer. */
  public boolean isFailed() {
    return status == NO_ANSWER || status >= SERVER_ERRORS;
  }

  /** True if what was asked could not be answered: status 4xx. */
  public boolean isClientError() {
    return status >= CLIENT_ERRORS && status < SERVER_ERRORS;
  }

  /** Writes all of it: the symbol last, and only if there is one. */
  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(service);
    out.writeUTF(endpoint);
    out.writeUTF(method);
    out.writeShort(status);
    out.writeDouble(durationSeconds);
    out.writeLong(requestBytes);
    out.writeLong(responseBytes);
    out.writeUTF(user);
    out.writeLong(time);
    out.writeUTF(id);
    if (isOnSymbol()) {
      out.writeUTF(symbol);
    }
  }

  /** Reads what {@link #write} wrote of a request that is on a symbol. */
  public static Request readOnSymbol(DataInput in) throws IOException {
    return read(in).on(in.readUTF());
  }

  /** Reads what {@link #write} wrote of a request that is on no symbol. */
  public static Request read(DataInput in) throws IOException {
    return new Request(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUnsignedShort(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        in.readLong(),
        in.readUTF());
  }

  /** Without the user, who is nobody's business in a log. */
  @Override
  public String toString() {
    return "Request[service=%s, endpoint=%s, method=%s, status=%d, durationSeconds=%s, time=%d, id=%s, symbol=%s]"
        .formatted(service, endpoint, method, status, durationSeconds, time, id, symbol);
  }
}
