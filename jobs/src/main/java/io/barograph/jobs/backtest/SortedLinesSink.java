package io.barograph.jobs.backtest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes records as lines of a file that are sorted once all have come. For one subtask.
 *
 * <p>Memory: the key of each line, not the line.
 */
final class SortedLinesSink<T> implements Sink<T> {
  private final String file;
  private final ToText<T> keys;
  private final ToText<T> lines;

  /** A function that can be part of a job. */
  interface ToText<T> extends Function<T, String>, Serializable {}

  /**
   * A sink to {@code file}.
   *
   * @param keys what the lines are sorted by
   * @param lines the lines, without their ends
   */
  SortedLinesSink(Path file, ToText<T> keys, ToText<T> lines) {
    this.file = file.toString();
    this.keys = keys;
    this.lines = lines;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer();
  }

  private record Place(String key, long from, int length) {}

  private final class Writer implements SinkWriter<T> {
    private final Path unsorted = Path.of(file + ".unsorted");
    private final OutputStream out = new BufferedOutputStream(Files.newOutputStream(unsorted));
    private final List<Place> places = new ArrayList<>();
    private long written;

    Writer() throws IOException {}

    @Override
    public void write(T record, Context context) throws IOException {
      byte[] line = (lines.apply(record) + '\n').getBytes(StandardCharsets.UTF_8);
      places.add(new Place(keys.apply(record), written, line.length));
      out.write(line);
      written += line.length;
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      out.flush();
      if (endOfInput) {
        sort();
      }
    }

    private void sort() throws IOException {
      places.sort(Comparator.comparing(Place::key));
      try (RandomAccessFile in = new RandomAccessFile(unsorted.toFile(), "r");
          OutputStream sorted = new BufferedOutputStream(Files.newOutputStream(Path.of(file)))) {
        for (Place place : places) {
          byte[] line = new byte[place.length()];
          in.seek(place.from());
          in.readFully(line);
          sorted.write(line);
        }
      }
      places.clear();
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(unsorted);
    }
  }
}
