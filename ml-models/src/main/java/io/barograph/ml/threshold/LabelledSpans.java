package io.barograph.ml.threshold;

import io.barograph.core.detect.SeriesLabel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What lay outside of the bounds within the look-back, in spans of a quarter of an hour, and which
 * of these people have called ordinary. Of more than {@value #MOST} spans the oldest is forgotten,
 * one that nobody called ordinary first.
 */
final class LabelledSpans {
  static final long SPAN = 15 * 60_000;

  /** Half a day on end, or as many times apart. */
  static final int MOST = 48;

  private static final int LEARNED = 1;
  private static final int ORDINARY = 2;

  /** Bounds reach a hundredth farther than what was called ordinary: rounding is no anomaly. */
  private static final double REACH = 1.01;

  private static final long NEVER = Long.MIN_VALUE;

  private final long lookBack;
  private final List<Span> spans = new ArrayList<>();

  /* Made anew of what is above. */
  private double below;
  private double above;

  /** Samples that lay outside. */
  static final class Span {
    private final long start;

    /** True if the means of hours hold its samples. */
    private boolean isLearned;

    private long count;
    private double sum;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private long ordinaryUntil = NEVER;

    private Span(long start, boolean isLearned) {
      this.start = start;
      this.isLearned = isLearned;
    }

    /** When it begins, milliseconds since the epoch. */
    long start() {
      return start;
    }

    long count() {
      return count;
    }

    double sum() {
      return sum;
    }

    private boolean isOrdinary() {
      return ordinaryUntil != NEVER;
    }

    private boolean touches(SeriesLabel label) {
      return start <= label.to() && start + SPAN > label.from();
    }
  }

  /** What is done where a label changes whether samples are learned. */
  interface Learner {
    /** Takes the samples of a span in, or out again. */
    void learn(Span span, boolean isIn);
  }

  /**
   * No spans.
   *
   * @param lookBack for how long they are remembered, and labels hold, in milliseconds
   */
  LabelledSpans(long lookBack) {
    this.lookBack = lookBack;
  }

  /**
   * Remembers a sample that lay outside.
   *
   * @param residual how far above what was expected or, less than 0, below
   * @param isLearned true if it was learned all the same
   */
  void add(long time, double value, double residual, boolean isLearned) {
    Span span = spanOf(Math.floorDiv(time, SPAN) * SPAN, isLearned);
    span.count++;
    span.sum += value;
    span.lowest = Math.min(span.lowest, residual);
    span.highest = Math.max(span.highest, residual);
  }

  /** What was called ordinary before a sample came says nothing of that sample. */
  private Span spanOf(long start, boolean isLearned) {
    Span newest = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (newest != null
        && newest.start == start
        && newest.isLearned == isLearned
        && !newest.isOrdinary()) {
      return newest;
    }
    if (spans.size() == MOST) {
      spans.remove(leastWorth());
    }
    Span span = new Span(start, isLearned);
    spans.add(span);
    return span;
  }

  private int leastWorth() {
    for (int i = 0; i < spans.size(); i++) {
      if (!spans.get(i).isOrdinary()) {
        return i;
      }
    }
    return 0;
  }

  /** Takes what somebody says of the spans that it touches. */
  void label(SeriesLabel label, Learner learner) {
    for (Span span : spans) {
      if (span.touches(label)) {
        span.ordinaryUntil = label.isAnomaly() ? NEVER : endOfSpan(label.time() + lookBack);
        if (span.isLearned == label.isAnomaly()) {
          span.isLearned = !label.isAnomaly();
          learner.learn(span, span.isLearned);
        }
      }
    }
    reach();
  }

  private static long endOfSpan(long time) {
    return -Math.floorDiv(-time, SPAN) * SPAN;
  }

  /** Forgets what is past at {@code now}. */
  void moveTo(long now) {
    for (Iterator<Span> all = spans.iterator(); all.hasNext(); ) {
      Span span = all.next();
      if (span.ordinaryUntil <= now) {
        span.ordinaryUntil = NEVER;
        if (span.start + lookBack <= now) {
          all.remove();
        }
      }
    }
    reach();
  }

  private void reach() {
    below = 0;
    above = 0;
    for (Span span : spans) {
      if (span.isOrdinary()) {
        below = Math.max(below, -REACH * span.lowest);
        above = Math.max(above, REACH * span.highest);
      }
    }
  }

  /** How far below what is expected lay what was called ordinary, at least 0. */
  double below() {
    return below;
  }

  /** How far above. */
  double above() {
    return above;
  }

  void clear() {
    spans.clear();
    reach();
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(spans.size());
    for (Span span : spans) {
      out.writeByte((span.isLearned ? LEARNED : 0) + (span.isOrdinary() ? ORDINARY : 0));
      out.writeInt((int) (span.start / SPAN));
      out.writeInt((int) Math.min(span.count, Integer.MAX_VALUE));
      out.writeDouble(span.sum);
      out.writeDouble(span.lowest);
      out.writeDouble(span.highest);
      if (span.isOrdinary()) {
        out.writeInt((int) (span.ordinaryUntil / SPAN));
      }
    }
  }

  /** Reads, into none, what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    for (int left = in.readByte(); left > 0; left--) {
      int flags = in.readByte();
      Span span = new Span(in.readInt() * SPAN, (flags & LEARNED) != 0);
      span.count = in.readInt();
      span.sum = in.readDouble();
      span.lowest = in.readDouble();
      span.highest = in.readDouble();
      span.ordinaryUntil = (flags & ORDINARY) != 0 ? in.readInt() * SPAN : NEVER;
      spans.add(span);
    }
    reach();
  }
}
