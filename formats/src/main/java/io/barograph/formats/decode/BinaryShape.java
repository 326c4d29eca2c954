package io.barograph.formats.decode;

import io.barograph.formats.wire.ProtoReader;
import io.barograph.formats.wire.SnappyBlock;
import io.barograph.formats.wire.WireException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Tells which binary formats a record has the structure of. Not thread-safe.
 *
 * <p>OTLP's requests for metrics, logs and traces are nested alike, field 1 in field 2 in field 2;
 * what lies innermost differs in the wire types of its fields. A metric starts with its name, a
 * text; field 1 of a log record is a time of 8 bytes, and its fields 2, 7, 8 and 11 are numbers
 * where a metric's are texts or messages. The first one found decides. Where there is none, as in a
 * request without any, or in log records of texts alone, nothing can be told. Traces, whose field 1
 * is an id of 16 bytes and field 7 a time, are of neither format.
 */
final class BinaryShape {
  private static final int LENGTH = ProtoReader.LENGTH_DELIMITED;

  /** The items of resources, of their scopes, and of those. */
  private static final int[] PATH = {(1 << 3) | LENGTH, (2 << 3) | LENGTH, (2 << 3) | LENGTH};

  private static final int METRIC_NAME = (1 << 3) | LENGTH;
  private static final int GAUGE = (5 << 3) | LENGTH;
  private static final int SUM = (7 << 3) | LENGTH;
  private static final int HISTOGRAM = (9 << 3) | LENGTH;
  private static final int EXPONENTIAL_HISTOGRAM = (10 << 3) | LENGTH;
  private static final int SUMMARY = (11 << 3) | LENGTH;

  private static final int LOG_TIME = (1 << 3) | ProtoReader.FIXED64;
  private static final int LOG_SEVERITY = (2 << 3) | ProtoReader.VARINT;
  private static final int LOG_DROPPED = (7 << 3) | ProtoReader.VARINT;
  private static final int LOG_FLAGS = (8 << 3) | ProtoReader.FIXED32;
  private static final int LOG_OBSERVED = (11 << 3) | ProtoReader.FIXED64;
  private static final int SPAN_START = (7 << 3) | ProtoReader.FIXED64;

  private static final int SERIES = (1 << 3) | LENGTH;
  private static final int METADATA = (3 << 3) | LENGTH;
  private static final int VERSION_2_SYMBOL = (4 << 3) | LENGTH;

  private final ProtoReader reader = new ProtoReader();

  /** The formats that {@code value} has the structure of. */
  Set<Format> formatsOf(byte[] value) {
    Set<Format> formats = EnumSet.noneOf(Format.class);
    Format otlp = otlp(value);
    if (otlp != null) {
      formats.add(otlp);
    }
    if (isRemoteWrite(value)) {
      formats.add(Format.REMOTE_WRITE);
    }
    return formats;
  }

  private Format otlp(byte[] value) {
    try {
      reader.reset(value, 0, value.length);
      return firstItemFormat(0);
    } catch (WireException broken) {
      return null;
    }
  }

  private Format firstItemFormat(int depth) throws WireException {
    if (depth == PATH.length) {
      return itemFormat();
    }
    Format found = null;
    while (found == null && reader.next()) {
      if (reader.tag() == PATH[depth]) {
        int outer = reader.enter();
        found = firstItemFormat(depth + 1);
        reader.leave(outer);
      } else {
        reader.skip();
      }
    }
    return found;
  }

  private Format itemFormat() throws WireException {
    boolean named = false;
    boolean hasData = false;
    boolean log = false;
    while (reader.next()) {
      switch (reader.tag()) {
        case METRIC_NAME -> named = true;
        case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> hasData = true;
        case LOG_TIME, LOG_SEVERITY, LOG_DROPPED, LOG_FLAGS, LOG_OBSERVED -> log = true;
        case SPAN_START -> {
          return null;
        }
        default -> {}
      }
      reader.skip();
    }
    if (log == (named && hasData)) {
      return null;
    }
    return log ? Format.OTLP_LOGS : Format.OTLP_METRICS;
  }

  private boolean isRemoteWrite(byte[] value) {
    try {
      int length = SnappyBlock.unpackedLength(value);
      if (length == 0 || length > RemoteWriteDecoder.MAX_UNPACKED_BYTES) {
        return false;
      }
      byte[] unpacked = new byte[length];
      SnappyBlock.unpack(value, unpacked);
      reader.reset(unpacked, 0, length);
      while (reader.next()) {
        switch (reader.tag()) {
          case SERIES, METADATA, VERSION_2_SYMBOL -> reader.skip();
          default -> {
            return reader.field() == 5;
          }
        }
      }
      return true;
    } catch (WireException broken) {
      return false;
    }
  }
}
