package io.barograph.formats.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.barograph.formats.decode.MalformedRecordException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A file of business records: JSON lines if it begins with an object, else CSV with a header;
 * either of them gzipped or not.
 *
 * <p>A row that cannot be taken is refused by its line and never ends the reading.
 */
public final class RecordFile {
  private static final int GZIP_MAGIC = 0x1f8b;

  private RecordFile() {}

  /**
   * Receives what a file holds, in the order in which it stands there.
   *
   * @param <R> the records
   */
  public interface Rows<R> {
    /** A record, and the number of its line or row, from 1; a header counts. */
    void record(long line, R record);

    /** A row that is not taken, and why, in one sentence. */
    void refused(long line, String why);
  }

  /**
   * Reads {@code in} to its end.
   *
   * @throws IOException if it cannot be read
   */
  public static <R> void read(InputStream in, RecordReader<R> reader, Rows<R> rows)
      throws IOException {
    BufferedInputStream plain = new BufferedInputStream(unzipped(in));
    plain.mark(1);
    int first = plain.read();
    plain.reset();
    if (first == '{') {
      readLines(plain, reader, rows);
    } else if (first >= 0) {
      readRows(plain, reader, rows);
    }
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    int magic = buffered.read() << 8 | buffered.read();
    buffered.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(buffered) : buffered;
  }

  private static <R> void readLines(InputStream in, RecordReader<R> reader, Rows<R> rows)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        try {
          rows.record(
              number, reader.read(JsonRecordFields.of(line.getBytes(StandardCharsets.UTF_8))));
        } catch (MalformedRecordException malformed) {
          rows.refused(number, malformed.getMessage());
        }
      }
    }
  }

  private static <R> void readRows(InputStream in, RecordReader<R> reader, Rows<R> rows)
      throws IOException {
    CsvMapper csv = CsvMapper.builder().enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS).build();
    long number = 1;
    try (MappingIterator<Map<String, String>> read =
        csv.readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      while (true) {
        number++;
        try {
          if (!read.hasNextValue()) {
            return;
          }
          rows.record(number, reader.read(new RecordFields(new HashMap<>(read.nextValue()))));
        } catch (JsonProcessingException invalid) {
          rows.refused(number, "row: must have the columns of the header: " + cause(invalid));
        } catch (MalformedRecordException malformed) {
          rows.refused(number, malformed.getMessage());
        }
      }
    }
  }

  private static String cause(JsonProcessingException invalid) {
    return invalid.getOriginalMessage().lines().findFirst().orElse("unreadable");
  }
}
