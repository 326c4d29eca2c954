package io.barograph.ml.detect;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects the last {@value #SHINGLE} values to be where a sample of those before them was: the
 * anomaly grade of a random cut forest, which is 0 for nearly all values.
 *
 * <p>It knows no expected value: the one told is that of {@link Ewma}. A gap in time is not seen. A
 * value takes some hundred times as long as with other members, and the memory is as much more.
 */
final class CutForest implements Member {
  /*
   * S. Guha, N. Mishra, G. Roy, O. Schrijvers, Robust Random Cut Forest Based Anomaly Detection on
   * Streams, ICML 2016, as the library of its authors has it, which adds a threshold on the score
   * that moves with it, and a grade of how far beyond the threshold it is.
   *
   * The forest is written as a snapshot that is taken every so many values, and the values since:
   * so what is written of it costs a copy, whenever it is asked for. What is read is made a forest
   * again when the next value comes.
   */
  private static final int SHINGLE = 8;
  private static final int TREES = 30;
  private static final int SAMPLES = 128;
  private static final double FIRST_ACCEPTED = 0.125;

  /** A whole grade, 1, is so many sizes. */
  private static final double GRADE_SIZES = 10;

  /** What the forest is given is a float, whose squares and sums must stay finite. */
  private static final double LARGEST_POINT = 1e30;

  private final long seed;
  private final ForestBytes bytes;
  private final Ewma level;
  private double origin = Double.NaN;

  /** Null until a value comes behind a restart. */
  private ThresholdedRandomCutForest forest;

  /**
   * A member that has seen nothing.
   *
   * @param seed of all that is drawn
   */
  CutForest(long seed) {
    this(seed, ForestBytes.empty(seed), new Ewma());
  }

  private CutForest(long seed, ForestBytes bytes, Ewma level) {
    this.seed = seed;
    this.bytes = bytes;
    this.level = level;
  }

  static CutForest read(DataInput in) throws IOException {
    long seed = in.readLong();
    double origin = in.readDouble();
    CutForest member = new CutForest(seed, ForestBytes.read(in), Ewma.read(in));
    member.origin = origin;
    return member;
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    if (Double.isNaN(origin)) {
      origin = value;
    }
    if (forest == null) {
      forest = bytes.restore(this::empty, CutForest::learn);
    }
    Deviation usual = level.next(timeMillis, value);
    double point = Math.max(-LARGEST_POINT, Math.min(LARGEST_POINT, value - origin));
    boolean isReady = forest.getForest().isOutputReady();
    double size = learn(forest, bytes.values(), point);
    forest = bytes.add(point, forest);
    return isReady && usual.isKnown()
        ? new Deviation(size, usual.expected(), usual.lower(), usual.upper())
        : Deviation.UNKNOWN;
  }

  /** The times it is told are the numbers of values. */
  private static double learn(ThresholdedRandomCutForest forest, long number, double point) {
    AnomalyDescriptor found = forest.process(new double[] {point}, number);
    double grade = found.getAnomalyGrade();
    return grade > 0 ? GRADE_SIZES * grade + found.getRCFScore() : 0;
  }

  private ThresholdedRandomCutForest empty() {
    return ThresholdedRandomCutForest.builder()
        .dimensions(SHINGLE)
        .shingleSize(SHINGLE)
        .numberOfTrees(TREES)
        .sampleSize(SAMPLES)
        .initialAcceptFraction(FIRST_ACCEPTED)
        .internalShinglingEnabled(true)
        .parallelExecutionEnabled(false)
        .autoAdjust(true)
        .randomSeed(seed)
        .build();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(seed);
    out.writeDouble(origin);
    bytes.write(out);
    level.write(out);
  }
}
