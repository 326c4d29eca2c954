package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Expects the last {@value #LENGTH} values to be where many of the last {@value #WINDOW} times
 * were: the score of an isolation forest.
 *
 * <p>A forest is trained on these behind {@value #FIRST} values, and every {@value #EVERY}. One
 * that knows the first T values takes effect at the value after T + {@value #DELAY}, which waits
 * for it if it is not ready: so who scores what depends on nothing but the values. It knows no
 * expected value: the one told is that of {@link Ewma}. A gap in time is not seen.
 */
final class IsolationForest implements Member {
  /*
   * F. Liu, K. Ting, Z. Zhou, Isolation Forest, ICDM 2008.
   *
   * Trees are large and forests quick to train, so that values alone are written: as many as it
   * takes to train the forest in effect, and the one under way, once more.
   */
  private static final int FIRST = 100;
  private static final int EVERY = 500;
  private static final int DELAY = 10;
  private static final int LENGTH = 4;
  private static final int WINDOW = 2_000;
  private static final int KEPT = WINDOW + LENGTH - 1 + EVERY + DELAY;

  /** The score of most vectors, whose size is 1; each tenth more is e times the size. */
  private static final double USUAL = 0.5;

  private static final double LOG_SIZE = 10;

  private final long seed;
  private final Ewma level;
  private final double[] ring = new double[KEPT];
  private final ForestTrainer trainer;
  private long values;

  /** Null until the first takes effect, and until a value comes behind a restart. */
  private BatchForest forest;

  /** How many values the forest in effect knows; 0 if there is none. */
  private long known;

  /** The one that takes effect next; null if none is under way. */
  private PendingForest pending;

  /**
   * A member that has seen nothing.
   *
   * @param seed of all that is drawn
   * @throws IllegalStateException if this build has no trainer
   */
  IsolationForest(long seed) {
    this(seed, trainerOfBuild(), new Ewma());
  }

  IsolationForest(long seed, ForestTrainer trainer, Ewma level) {
    this.seed = seed;
    this.trainer = trainer;
    this.level = level;
  }

  private static ForestTrainer trainerOfBuild() {
    return ForestTrainer.ofBuild()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    Detectors.missing(MemberKind.ISOLATION_FOREST.text()).orElseThrow()));
  }

  static IsolationForest read(DataInput in) throws IOException {
    long seed = in.readLong();
    long values = in.readLong();
    if (values < 0) {
      throw new IOException("values must be >= 0, were %d: let it learn anew".formatted(values));
    }
    IsolationForest member = new IsolationForest(seed, trainerOfBuild(), Ewma.read(in));
    member.values = values;
    for (long number = member.firstKept(); number < values; number++) {
      member.ring[place(number)] = in.readDouble();
    }
    return member;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(seed);
    out.writeLong(values);
    level.write(out);
    for (long number = firstKept(); number < values; number++) {
      out.writeDouble(ring[place(number)]);
    }
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    takeEffect();
    Deviation usual = level.next(timeMillis, value);
    ring[place(values)] = value;
    values++;
    double size = forest == null ? 0 : size(forest.score(vectorUpTo(values)));
    if (newestTraining(values) == values) {
      pending = train(values);
    }
    return forest != null && usual.isKnown()
        ? new Deviation(size, usual.expected(), usual.lower(), usual.upper())
        : Deviation.UNKNOWN;
  }

  private static double size(double score) {
    return Math.exp(LOG_SIZE * (score - USUAL));
  }

  /** Makes the forest that scores the value to come be the one in effect. */
  private void takeEffect() {
    long due = newestTraining(values - DELAY);
    if (due == known) {
      return;
    }
    PendingForest next = pending == null ? train(due) : pending;
    forest = next.await();
    known = due;
    pending = null;
  }

  /** How many values the newest forest knows of which training has begun; 0 if there is none. */
  private static long newestTraining(long values) {
    if (values < EVERY) {
      return values < FIRST ? 0 : FIRST;
    }
    return values / EVERY * EVERY;
  }

  /** Begins to train on the first so many values. */
  private PendingForest train(long first) {
    int vectors = (int) Math.min(WINDOW, first - LENGTH + 1);
    double[][] past = new double[vectors][];
    for (int i = 0; i < vectors; i++) {
      past[i] = vectorUpTo(first - vectors + 1 + i);
    }
    return trainer.train(past, seed + first);
  }

  /** The newest of the first so many values. */
  private double[] vectorUpTo(long first) {
    double[] vector = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      vector[i] = ring[place(first - LENGTH + i)];
    }
    return vector;
  }

  private long firstKept() {
    return Math.max(0, values - KEPT);
  }

  private static int place(long number) {
    return (int) (number % KEPT);
  }
}
