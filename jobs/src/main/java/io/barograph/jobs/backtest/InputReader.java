package io.barograph.jobs.backtest;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.formats.file.SampleFileRecords;
import io.barograph.jobs.options.InvalidOptionsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads files of samples and sorts them, in bounded memory, whatever their order.
 *
 * <p>Threads take files, or parts of them, one by one, and sort what each reads by itself: runs
 * that are merged later, so which thread read what makes no difference. If a file cannot be read,
 * the other threads end with what they have in hand.
 */
final class InputReader {
  private static final int REPORTED_EVERY = 1 << 16;

  /** So many label sets are known by their identity; decoders remember no more either. */
  private static final int MAX_KNOWN = 1 << 18;

  private final SeriesCatalogue series = new SeriesCatalogue();
  private final InputSummary summary = new InputSummary();
  private final AtomicLong reported = new AtomicLong();
  private final long from;
  private final long to;
  private volatile boolean failed;

  /**
   * A reader that leaves out what is not of a range of time.
   *
   * @param from the first event time that counts, milliseconds
   * @param to the last one
   */
  InputReader(long from, long to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Reads {@code files} and leaves them sorted in {@code folder}.
   *
   * @param threads how many read at once; one file of lines that is not packed is read by several
   * @throws InvalidOptionsException if a file cannot be read
   */
  SortedInput read(List<SampleFile> files, Path folder, int threads)
      throws IOException, InterruptedException {
    return read(files, folder, threads, FilePart.BYTES);
  }

  SortedInput read(List<SampleFile> files, Path folder, int threads, long partBytes)
      throws IOException, InterruptedException {
    Path samples = folder.resolve("samples.sorted");
    Path names = folder.resolve("samples.series");
    Queue<Reading> parts = new ConcurrentLinkedQueue<>();
    for (SampleFile file : files) {
      InputSummary.OfFile counts = summary.file(file);
      for (FilePart part : FilePart.of(file, partBytes)) {
        parts.add(new Reading(part, counts.part(part.headLines())));
      }
    }
    int workers = Math.min(threads, parts.size());
    List<RunFile.Run> runs;
    try (RunFile sorted = new RunFile(samples)) {
      readAll(parts, workers, sorted);
      runs = sorted.runs();
    }
    series.write(names);
    summary.series(series.size());
    return new SortedInput(
        samples.toString(), names.toString(), new ArrayList<>(runs), summary.last());
  }

  InputSummary summary() {
    return summary;
  }

  private void readAll(Queue<Reading> parts, int workers, RunFile sorted)
      throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, workers));
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        ends.add(
            pool.submit(
                () -> {
                  readSome(parts, new SampleSorter(sorted));
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof InvalidOptionsException unreadable) {
        throw unreadable;
      }
      throw new IOException("the samples could not be read and sorted", failure.getCause());
    } finally {
      pool.shutdown();
    }
  }

  /** Reads parts until there are no more, or another thread has failed. */
  private void readSome(Queue<Reading> parts, SampleSorter sorter) throws IOException {
    boolean complete = false;
    try {
      for (Reading next = parts.poll(); next != null && !failed; next = parts.poll()) {
        next.read(sorter);
      }
      sorter.finish();
      complete = true;
    } finally {
      failed |= !complete;
    }
  }

  /** A part of a file, and what it gave. */
  private final class Reading implements SampleFileRecords {
    private final FilePart part;
    private final InputSummary.OfPart counts;
    private final IdentityHashMap<Labels, Integer> known = new IdentityHashMap<>();
    private SampleSorter sorter;
    private Labels lastLabels = Labels.EMPTY;
    private int lastNumber = -1;
    private int untold;

    Reading(FilePart part, InputSummary.OfPart counts) {
      this.part = part;
      this.counts = counts;
    }

    void read(SampleSorter into) {
      sorter = into;
      try (InputStream in = part.open()) {
        counts.ends(part.file().format().newReader().read(in, this));
      } catch (IOException unreadable) {
        throw new InvalidOptionsException(
            "--input: %s cannot be read to its end: %s; leave it out or mend it"
                .formatted(part.file().path(), unreadable.getMessage()));
      }
      known.clear();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // decoders give the same instance for the same bytes
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      if (timestamp < from || timestamp > to) {
        counts.leftOut();
        return;
      }
      if (labels != lastLabels || lastNumber < 0) {
        lastNumber = numberOf(labels);
        lastLabels = labels;
      }
      try {
        sorter.add(
            timestamp,
            lastNumber,
            stale ? StaleMarker.BITS : Double.doubleToRawLongBits(notStale(value)));
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
      counts.sample(timestamp);
      if (++untold == REPORTED_EVERY) {
        untold = 0;
        Progress.read(reported.addAndGet(REPORTED_EVERY));
      }
    }

    private int numberOf(Labels labels) {
      Integer number = known.get(labels);
      if (number == null) {
        number = series.numberOf(labels);
        if (known.size() == MAX_KNOWN) {
          known.clear();
        }
        known.put(labels, number);
      }
      return number;
    }

    /** A value that has the marker's bits by chance is a plain NaN. */
    private static double notStale(double value) {
      return Double.isNaN(value) ? Double.NaN : value;
    }

    @Override
    public void refused(long place, DeadLetterReason reason, String detail) {
      counts.refused(place, reason, detail);
    }
  }
}
