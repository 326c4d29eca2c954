package io.barograph.cli.backtest;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells a person how far a run on files or topics is: samples read, event time reached, seconds to
 * go, samples a second. Says nothing in the first two seconds, and then a line every two.
 */
public final class ProgressLine {
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final String what;
  private final LongSupplier nanoClock;
  private final long begun;
  private long told;
  private long measuredFrom;
  private long measuredSamples;
  private String phase = "";
  private long phaseBegun;

  /**
   * A line on {@code err} by the clock {@code nanoClock}.
   *
   * @param what is counted: {@code samples}
   */
  public ProgressLine(String what, PrintWriter err, LongSupplier nanoClock) {
    this.what = what;
    this.err = err;
    this.nanoClock = nanoClock;
    this.begun = nanoClock.getAsLong();
    this.told = begun;
  }

  /**
   * Takes a line of the job: {@code progress read SAMPLES}, {@code progress replayed SAMPLES TIME
   * ALL_SAMPLES}, and of topics {@code progress topic SAMPLES TIME FROM TO}.
   *
   * @return false if the line is about something else
   */
  public boolean take(String line) {
    String[] words = line.split(" ", -1);
    if (words.length < 3 || !words[0].equals("progress")) {
      return false;
    }
    take(words);
    return true;
  }

  private void take(String[] words) {
    long now = nanoClock.getAsLong();
    long samples = Long.parseLong(words[2]);
    if (!words[1].equals(phase) || samples < measuredSamples) {
      phase = words[1];
      phaseBegun = now;
      measure(now, samples);
      return;
    }
    if (now - told < EVERY_NANOS) {
      return;
    }
    told = now;
    double rate = (samples - measuredSamples) / Math.max(1e-3, (now - measuredFrom) / 1e9);
    measure(now, samples);
    StringBuilder text = new StringBuilder();
    String verb = phase.equals("topic") ? "read" : phase;
    text.append(String.format(Locale.ROOT, "%s %,d %s", verb, samples, what));
    if (words.length > 5) {
      text.append(ofRange(words, (now - phaseBegun) / 1e9));
    } else if (words.length > 4) {
      long all = Long.parseLong(words[4]);
      Instant until = Instant.ofEpochMilli(Long.parseLong(words[3]));
      text.append(
          String.format(
              Locale.ROOT,
              " of %,d, up to %s, %.0f s to go",
              all,
              until.truncatedTo(ChronoUnit.SECONDS),
              (all - samples) / rate));
    }
    err.println(text.append(String.format(Locale.ROOT, ", %,.0f a second", rate)));
    err.flush();
  }

  /** How far a range of time has been read, and how long the rest takes at the pace until now. */
  private static String ofRange(String[] words, double seconds) {
    long at = Long.parseLong(words[3]);
    long from = Long.parseLong(words[4]);
    long to = Long.parseLong(words[5]);
    return String.format(
        Locale.ROOT,
        ", up to %s, %.0f s to go",
        Instant.ofEpochMilli(at).truncatedTo(ChronoUnit.SECONDS),
        Math.max(0, to - at) * seconds / Math.max(1, at - from));
  }

  /** Begins to measure the next pace, which rises for a while: what is to go needs the newest. */
  private void measure(long now, long samples) {
    measuredFrom = now;
    measuredSamples = samples;
  }

  /** Says how long it all took, if it was long. */
  public void end() {
    long took = nanoClock.getAsLong() - begun;
    if (took > EVERY_NANOS) {
      err.println(String.format(Locale.ROOT, "done after %.1f s", took / 1e9));
      err.flush();
    }
  }
}
