package io.barograph.formats.file;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.decode.Format;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.decode.RecordDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads captured Prometheus remote write 1.0 requests: before the body of each, its length in bytes
 * as a big-endian integer of four bytes.
 *
 * <p>A length that cannot be true ends the reading with a refusal, since nothing tells where the
 * next request would begin.
 */
final class RemoteWriteCaptureReader implements SampleFileReader {
  /** The most bytes of a request. */
  static final int MAX_LENGTH = 64 << 20;

  private final RecordDecoder decoder = Format.REMOTE_WRITE.newDecoder();

  @Override
  public long read(InputStream in, SampleFileRecords out) throws IOException {
    for (long number = 1; ; number++) {
      byte[] head = in.readNBytes(Integer.BYTES);
      if (head.length == 0) {
        return number - 1;
      }
      int length = head.length < Integer.BYTES ? -1 : ByteBuffer.wrap(head).getInt();
      if (length < 0 || length > MAX_LENGTH) {
        out.refused(
            number,
            DeadLetterReason.MALFORMED,
            "length: must be 0 to %d in four bytes; the rest of the file is not read"
                .formatted(MAX_LENGTH));
        return number;
      }
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        out.refused(
            number,
            DeadLetterReason.MALFORMED,
            "request: must have %d bytes, the file ends after %d".formatted(length, body.length));
        return number;
      }
      decode(number, body, out);
    }
  }

  private void decode(long number, byte[] body, SampleFileRecords out) {
    try {
      decoder.decode(
          body,
          new DecodedRecords() {
            @Override
            public void sample(Labels labels, long timestamp, double value, boolean stale) {
              out.sample(labels, timestamp, value, stale);
            }

            @Override
            public void log(LogRecord log) {
              throw new IllegalStateException("remote write has no log records");
            }

            @Override
            public void refused(String field, String reason) {
              out.refused(number, DeadLetterReason.REFUSED_PART, field + ": " + reason);
            }
          });
    } catch (MalformedRecordException malformed) {
      out.refused(number, malformed.reason(), malformed.getMessage());
    }
  }
}
