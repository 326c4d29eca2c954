package io.barograph.cli.backtest;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells a person how far a backtest is: samples read, event time reached, samples a second. Says
 * nothing in the first two seconds, and then a line every two.
 */
public final class ProgressLine {
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final LongSupplier nanoClock;
  private final long begun;
  private long told;
  private long phaseBegun;
  private long phaseSamples;
  private String phase = "";

  /** A line on {@code err} by the clock {@code nanoClock}. */
  public ProgressLine(PrintWriter err, LongSupplier nanoClock) {
    this.err = err;
    this.nanoClock = nanoClock;
    this.begun = nanoClock.getAsLong();
    this.told = begun;
  }

  /**
   * Takes a line of the job: {@code progress read SAMPLES}, {@code progress replayed SAMPLES TIME}.
   */
  void take(String line) {
    String[] words = line.split(" ", -1);
    if (words.length < 3 || !words[0].equals("progress")) {
      return;
    }
    long now = nanoClock.getAsLong();
    if (!words[1].equals(phase)) {
      phase = words[1];
      phaseBegun = now;
      phaseSamples = Long.parseLong(words[2]);
      return;
    }
    if (now - told < EVERY_NANOS) {
      return;
    }
    told = now;
    long samples = Long.parseLong(words[2]);
    double seconds = Math.max(1e-3, (now - phaseBegun) / 1e9);
    String until =
        words.length > 3
            ? ", up to "
                + Instant.ofEpochMilli(Long.parseLong(words[3])).truncatedTo(ChronoUnit.SECONDS)
            : "";
    err.println(
        String.format(
            Locale.ROOT,
            "%s %,d samples%s, %,.0f a second",
            phase,
            samples,
            until,
            (samples - phaseSamples) / seconds));
    err.flush();
  }

  /** Says how long it all took, if it was long. */
  void end() {
    long took = nanoClock.getAsLong() - begun;
    if (took > EVERY_NANOS) {
      err.println(String.format(Locale.ROOT, "done after %.1f s", took / 1e9));
      err.flush();
    }
  }
}
