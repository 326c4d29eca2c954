package io.barograph.cli.measure;

import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.RecordFile;
import io.barograph.formats.record.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The file that a measure command reads. Each row that is refused is told with its line, up to
 * {@value #MAX_TOLD} of them, and counted; a reading of more than two seconds tells how far it is.
 */
public final class RecordInput {
  private static final int MAX_TOLD = 20;
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final Path file;
  private final PrintWriter err;
  private final LongSupplier nanoClock;
  private long told;
  private long read;
  private long refused;

  /** Reads {@code file} and tells on {@code err} by the clock {@code nanoClock}. */
  public RecordInput(Path file, PrintWriter err, LongSupplier nanoClock) {
    this.file = file;
    this.err = err;
    this.nanoClock = nanoClock;
  }

  /**
   * Takes a record of the file.
   *
   * @param <R> the record
   */
  @FunctionalInterface
  public interface Taker<R> {
    /** Takes it, or says what is wrong with it. */
    void take(R record) throws MalformedRecordException;
  }

  /** Hands over each record, in the order of the file. */
  public <R> void read(RecordReader<R> reader, Taker<R> taker) throws IOException {
    told = nanoClock.getAsLong();
    try (InputStream in = Files.newInputStream(file)) {
      RecordFile.read(
          in,
          reader,
          new RecordFile.Rows<R>() {
            @Override
            public void record(long line, R record) {
              try {
                taker.take(record);
                progress();
              } catch (MalformedRecordException malformed) {
                refuse(line, malformed.getMessage());
              }
            }

            @Override
            public void refused(long line, String why) {
              refuse(line, why);
            }
          });
    }
    if (refused > 0) {
      err.println(
          "%,d of %,d rows of %s are refused and not in the figures"
              .formatted(refused, read + refused, file));
    }
    err.flush();
  }

  private void progress() {
    read++;
    if (read % 1_024 == 0 && nanoClock.getAsLong() - told >= EVERY_NANOS) {
      told = nanoClock.getAsLong();
      err.println(String.format(Locale.ROOT, "read %,d rows", read));
      err.flush();
    }
  }

  private void refuse(long line, String why) {
    refused++;
    if (refused <= MAX_TOLD) {
      err.println("%s:%d: %s".formatted(file, line, why));
    } else if (refused == MAX_TOLD + 1) {
      err.println("... further refused rows are counted alone");
    }
  }

  /** True if every row was taken. */
  public boolean isAllTaken() {
    return refused == 0;
  }

  /** How many rows were not taken. */
  public long refused() {
    return refused;
  }

  /** How many rows were taken. */
  public long taken() {
    return read;
  }
}
