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
import java.util.Arrays;

/**
 * Reads JSON lines: in each line one object, as it would be the value of one Kafka record.
 *
 * <p>Any JSON format of samples will do, line by line: prometheus-kafka-adapter's above all,
 * Telegraf's, Vector's, OTLP's. Blank lines are passed by; log records are refused.
 */
final class JsonLinesReader implements SampleFileReader {
  private final RecordDecoder decoder = Format.AUTO.newDecoder();

  @Override
  public long read(InputStream in, SampleFileRecords out) throws IOException {
    Lines lines = new Lines(in);
    Line line = new Line(out);
    while (lines.next()) {
      if (lines.isTooLong()) {
        out.refused(lines.number(), DeadLetterReason.TOO_LARGE, tooLong());
      } else if (!lines.isBlank()) {
        line.number = lines.number();
        try {
          decoder.decode(Arrays.copyOfRange(lines.bytes(), lines.from(), lines.to()), line);
        } catch (MalformedRecordException malformed) {
          out.refused(lines.number(), malformed.reason(), malformed.getMessage());
        }
      }
    }
    return lines.number();
  }

  /** The sentence on a line that is too long. */
  static String tooLong() {
    return "line: must be at most %d bytes long".formatted(Lines.MAX_LENGTH);
  }

  private static final class Line implements DecodedRecords {
    private final SampleFileRecords out;
    private long number;

    Line(SampleFileRecords out) {
      this.out = out;
    }

    @Override
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      out.sample(labels, timestamp, value, stale);
    }

    @Override
    public void log(LogRecord log) {
      refused("line", "is a log record, and samples are expected");
    }

    @Override
    public void refused(String field, String reason) {
      out.refused(number, DeadLetterReason.REFUSED_PART, field + ": " + reason);
    }
  }
}
