package io.barograph.ml.model;

import io.barograph.ml.drift.EqualSizeComparison;
import io.barograph.ml.drift.PopulationStability;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Whether the scores of a model still come from where its first scores came from, before any label
 * is known. The first scores are the reference for good; a new version of a model has its own.
 *
 * <p>It takes 16 bytes a score, and of each distance that has been seen its p-value. Not
 * thread-safe.
 */
final class ScoreDrift {
  private final double[] reference;
  private final double[] current;
  private final EqualSizeComparison comparison;
  private long seen;

  /** What was computed since the last score. */
  private Optional<Figures> figures = Optional.empty();

  /**
   * How far apart they are.
   *
   * @param stabilityIndex >= 0
   * @param pValue of Kolmogorov and Smirnov, 0 to 1
   */
  record Figures(double stabilityIndex, double pValue) {}

  ScoreDrift(int scores) {
    reference = new double[scores];
    current = new double[scores];
    comparison = new EqualSizeComparison(scores);
  }

  static ScoreDrift read(int scores, DataInput in) throws IOException {
    ScoreDrift drift = new ScoreDrift(scores);
    drift.seen = in.readLong();
    long kept = Math.min(drift.seen, 2L * scores);
    for (int i = 0; i < kept; i++) {
      if (i < scores) {
        drift.reference[i] = in.readDouble();
      } else {
        drift.current[i - scores] = in.readDouble();
      }
    }
    return drift;
  }

  void add(double score) {
    if (seen < reference.length) {
      reference[(int) seen] = score;
    } else {
      current[(int) ((seen - reference.length) % current.length)] = score;
    }
    seen++;
    figures = Optional.empty();
  }

  /** Empty while there are too few scores. */
  Optional<Figures> figures() {
    if (figures.isEmpty() && seen >= 2L * reference.length) {
      figures =
          Optional.of(
              new Figures(
                  new PopulationStability(reference, PopulationStability.DEFAULT_BINS)
                      .index(current),
                  comparison.of(reference, current).pValue()));
    }
    return figures;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(seen);
    long kept = Math.min(seen, reference.length + (long) current.length);
    for (int i = 0; i < kept; i++) {
      out.writeDouble(i < reference.length ? reference[i] : current[i - reference.length]);
    }
  }
}
