package io.barograph.cli.report;

import io.barograph.cli.backtest.UnusableInputException;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.quality.ServiceSamples;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.decode.Format;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.decode.RecordDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of samples, one JSON object a line, as the topics of samples have them. */
public final class MeasureFile {
  private MeasureFile() {}

  /**
   * Hands the samples of {@code file} to {@code taker}; stale markers are left out.
   *
   * @throws UnusableInputException naming the line and what is wrong with it
   */
  public static void read(Path file, ServiceSamples taker) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UnusableInputException(
          "--measures: %s does not exist or cannot be read; name a file of samples, one JSON object"
                  .formatted(file)
              + " a line");
    }
    RecordDecoder decoder = Format.JSON_SAMPLE.newDecoder();
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                    StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String place = file.getFileName() + ":" + number;
        if (!line.isBlank()) {
          decode(decoder, place, line, taker);
        }
      }
    }
  }

  private static void decode(
      RecordDecoder decoder, String place, String line, ServiceSamples taker) {
    try {
      decoder.decode(line.getBytes(StandardCharsets.UTF_8), new Taken(place, taker));
    } catch (MalformedRecordException malformed) {
      throw wrong(place, malformed.getMessage());
    }
  }

  private static UnusableInputException wrong(String place, String what) {
    return new UnusableInputException("--measures: %s: %s".formatted(place, what));
  }

  private record Taken(String place, ServiceSamples taker) implements DecodedRecords {
    @Override
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      if (!stale) {
        taker.add(labels, timestamp, value);
      }
    }

    @Override
    public void log(LogRecord log) {
      throw wrong(place, "is a log record, and no sample");
    }

    @Override
    public void refused(String field, String reason) {
      throw wrong(place, field + ": " + reason);
    }
  }
}
