package io.barograph.core.service;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Counts;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.sample.StaleMarker;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The series of one measure, each at a place of its own: gives those that are defined at a tick,
 * and ends with a stale marker those that no longer are. Not thread-safe.
 */
final class GivenSeries {
  private final IntFunction<Labels> labelsOf;
  private final Map<Integer, Labels> labels = new HashMap<>();

  /** What was given at the last tick, by place. */
  private BitSet given = new BitSet();

  private BitSet now = new BitSet();
  private SampleOutput out;

  /**
   * Series of which none was given yet.
   *
   * @param labelsOf the labels of the series at a place
   */
  GivenSeries(IntFunction<Labels> labelsOf) {
    this.labelsOf = labelsOf;
  }

  /** Begins a tick. */
  void begin(SampleOutput tickOut) {
    out = tickOut;
    now = new BitSet();
  }

  /** Gives a sample, if {@code value} is finite. */
  void put(int place, double value) {
    if (Double.isFinite(value)) {
      now.set(place);
      out.put(labels.computeIfAbsent(place, labelsOf::apply), value);
    }
  }

  /** Gives a sample of a count. */
  void put(int place, long value) {
    put(place, (double) value);
  }

  /** Ends what was given at the last tick and is not at this one. */
  void end() {
    given.andNot(now);
    given.stream()
        .forEach(
            place ->
                out.put(
                    labels.computeIfAbsent(place, labelsOf::apply),
                    Double.longBitsToDouble(StaleMarker.BITS)));
    given = now;
    out = null;
  }

  /** The places from {@code first} to before {@code end} are now of other series, none given. */
  void reuse(int first, int end) {
    labels.keySet().removeIf(place -> place >= first && place < end);
  }

  void write(DataOutput out) throws IOException {
    long[] words = given.toLongArray();
    Counts.write(out, words.length);
    for (long word : words) {
      out.writeLong(word);
    }
  }

  /**
   * Reads what was written.
   *
   * @param placeNow where a series has its place now, by where it had it; below 0 if it has none
   */
  void read(DataInput in, IntUnaryOperator placeNow) throws IOException {
    long[] words = new long[(int) Counts.read(in)];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readLong();
    }
    BitSet.valueOf(words).stream().map(placeNow).filter(place -> place >= 0).forEach(given::set);
  }
}
