package io.barograph.jobs.backtest;

import io.barograph.core.sample.StaleMarker;
import io.barograph.core.sample.ValueBits;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The samples of all runs in one order: by time, then by labels, each series once for each time.
 *
 * <p>Of several values for one series and time the greater counts, and a stale marker only if there
 * is no value. So the order of the files, and of the lines in them, makes no difference. Memory: a
 * buffer for each run, together at most {@value #MAX_BUFFERS} bytes but at least 20 KiB each, and
 * the samples of one time.
 */
final class SortedSamples implements Iterator<Ingested>, Closeable {
  private static final int MAX_BUFFERS = 64 << 20;
  private static final int MAX_BUFFER_SAMPLES = 1 << 14;
  private static final int MIN_BUFFER_SAMPLES = 1 << 10;

  private final FileChannel file;
  private final SeriesCatalogue series;
  private final int[] ranks;
  private final int[] numbers;
  private final PriorityQueue<Cursor> cursors =
      new PriorityQueue<>((one, other) -> Long.compare(one.timestamp, other.timestamp));

  /* The samples of one time: rank and place as keys to sort, and the values by place. */
  private long[] keys = new long[1024];
  private long[] bits = new long[1024];
  private int size;
  private int next;
  private long time;

  SortedSamples(Path path, List<RunFile.Run> runs, SeriesCatalogue series) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    this.series = series;
    this.ranks = series.ranks();
    this.numbers = new int[ranks.length];
    for (int number = 0; number < ranks.length; number++) {
      numbers[ranks[number]] = number;
    }
    int share = runs.isEmpty() ? 0 : MAX_BUFFERS / RunFile.BYTES / runs.size();
    int buffered = Math.max(MIN_BUFFER_SAMPLES, Math.min(MAX_BUFFER_SAMPLES, share));
    for (RunFile.Run run : runs) {
      Cursor cursor = new Cursor(run, buffered);
      if (cursor.advance()) {
        cursors.add(cursor);
      }
    }
  }

  @Override
  public boolean hasNext() {
    return next < size || !cursors.isEmpty();
  }

  @Override
  public Ingested next() {
    if (next == size) {
      readTime();
    }
    int rank = (int) (keys[next] >>> Integer.SIZE);
    long best = bits[(int) keys[next++]];
    while (next < size && (int) (keys[next] >>> Integer.SIZE) == rank) {
      best = ValueBits.greater(best, bits[(int) keys[next++]]);
    }
    boolean stale = StaleMarker.isStale(best);
    return new IngestedSample(
        series.labels(numbers[rank]),
        time,
        stale ? 0 : Double.longBitsToDouble(best),
        stale,
        Ingested.ON_TIME);
  }

  /** Gathers all samples of the earliest time. */
  private void readTime() {
    if (cursors.isEmpty()) {
      throw new NoSuchElementException("all samples have been read");
    }
    time = cursors.element().timestamp;
    size = 0;
    next = 0;
    try {
      while (!cursors.isEmpty() && cursors.element().timestamp == time) {
        Cursor cursor = cursors.remove();
        boolean more = true;
        while (more && cursor.timestamp == time) {
          add(ranks[cursor.series], cursor.bits);
          more = cursor.advance();
        }
        if (more) {
          cursors.add(cursor);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    Arrays.sort(keys, 0, size);
  }

  private void add(int rank, long value) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      bits = Arrays.copyOf(bits, 2 * size);
    }
    keys[size] = (long) rank << Integer.SIZE | size;
    bits[size++] = value;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Reads one run. */
  private final class Cursor {
    private final ByteBuffer buffer;
    private long position;
    private final long end;
    private long timestamp;
    private int series;
    private long bits;

    Cursor(RunFile.Run run, int buffered) {
      this.buffer = ByteBuffer.allocate(Math.min(run.samples(), buffered) * RunFile.BYTES);
      this.buffer.limit(0);
      this.position = run.from();
      this.end = run.from() + (long) run.samples() * RunFile.BYTES;
    }

    /** Goes on to the next sample; false if there is none. */
    boolean advance() throws IOException {
      if (!buffer.hasRemaining()) {
        if (position == end) {
          return false;
        }
        fill();
      }
      timestamp = buffer.getLong();
      series = buffer.getInt();
      bits = buffer.getLong();
      return true;
    }

    private void fill() throws IOException {
      buffer.clear();
      buffer.limit((int) Math.min(buffer.capacity(), end - position));
      while (buffer.hasRemaining()) {
        int read = file.read(buffer, position);
        if (read < 0) {
          throw new IOException("the file of sorted samples ends too early");
        }
        position += read;
      }
      buffer.flip();
    }
  }
}
