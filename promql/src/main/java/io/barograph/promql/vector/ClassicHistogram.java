package io.barograph.promql.vector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The cumulative buckets of a classic histogram, ascending by their upper bounds. */
final class ClassicHistogram {
  /** Counts that differ relatively by less than this differ by rounding alone. */
  private static final double TOLERANCE = 1e-12;

  /**
   * A bucket.
   *
   * @param upperBound the {@code le} label
   * @param count the observations up to the bound
   */
  record Bucket(double upperBound, double count) {}

  private final List<Bucket> buckets = new ArrayList<>();

  void add(double upperBound, double count) {
    buckets.add(new Bucket(upperBound, count));
  }

  /**
   * The value at a level, interpolated linearly inside its bucket.
   *
   * @param level 0 to 1; below it is negative, above it positive infinity, NaN gives NaN
   * @return NaN if the last bucket is not that of infinity, or nothing was observed
   */
  double quantile(double level) {
    if (Double.isNaN(level)) {
      return Double.NaN;
    }
    if (level < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (level > 1) {
      return Double.POSITIVE_INFINITY;
    }
    List<Bucket> sorted = sorted();
    if (sorted.size() < 2) {
      return Double.NaN;
    }
    int last = sorted.size() - 1;
    double observations = sorted.get(last).count();
    if (observations == 0 || Double.isNaN(observations)) {
      return Double.NaN;
    }
    double rank = level * observations;
    int index = 0;
    while (index < last && !(sorted.get(index).count() >= rank)) {
      index++;
    }
    Bucket bucket = sorted.get(index);
    if (index == last) {
      return sorted.get(last - 1).upperBound();
    }
    if (index == 0) {
      return bucket.upperBound() <= 0
          ? bucket.upperBound()
          : bucket.upperBound() * (rank / bucket.count());
    }
    Bucket before = sorted.get(index - 1);
    double share = (rank - before.count()) / (bucket.count() - before.count());
    return before.upperBound() + (bucket.upperBound() - before.upperBound()) * share;
  }

  /**
   * The share of observations between two bounds, 0 to 1.
   *
   * @return NaN if a bound is NaN, the last bucket is not that of infinity, or nothing was observed
   */
  double fraction(double lower, double upper) {
    List<Bucket> sorted = sorted();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    double observations = sorted.get(sorted.size() - 1).count();
    if (observations == 0
        || Double.isNaN(observations)
        || Double.isNaN(lower)
        || Double.isNaN(upper)) {
      return Double.NaN;
    }
    return lower >= upper ? 0 : (rank(sorted, upper) - rank(sorted, lower)) / observations;
  }

  /** How many observations are below {@code bound}, interpolated linearly inside its bucket. */
  private static double rank(List<Bucket> sorted, double bound) {
    double below = 0;
    double start = sorted.get(0).upperBound() > 0 ? 0 : Double.NEGATIVE_INFINITY;
    for (Bucket bucket : sorted) {
      if (start >= bound) {
        return below;
      }
      if (bucket.upperBound() > bound) {
        return below + (bucket.count() - below) * (bound - start) / (bucket.upperBound() - start);
      }
      below = bucket.count();
      start = bucket.upperBound();
    }
    return below;
  }

  /**
   * The buckets ascending, those of one bound added up, none less than that before; empty if the
   * last is not that of infinity.
   */
  private List<Bucket> sorted() {
    buckets.sort(Comparator.comparingDouble(Bucket::upperBound));
    if (buckets.isEmpty()
        || buckets.get(buckets.size() - 1).upperBound() != Double.POSITIVE_INFINITY) {
      return List.of();
    }
    List<Bucket> sorted = new ArrayList<>();
    for (Bucket bucket : buckets) {
      int last = sorted.size() - 1;
      if (last >= 0 && sorted.get(last).upperBound() == bucket.upperBound()) {
        sorted.set(
            last, new Bucket(bucket.upperBound(), sorted.get(last).count() + bucket.count()));
      } else {
        sorted.add(bucket);
      }
    }
    for (int i = 1; i < sorted.size(); i++) {
      double before = sorted.get(i - 1).count();
      double count = sorted.get(i).count();
      if (count < before || isSame(count, before)) {
        sorted.set(i, new Bucket(sorted.get(i).upperBound(), before));
      }
    }
    return sorted;
  }

  private static boolean isSame(double one, double other) {
    return one != other && Math.abs(one - other) / (Math.abs(one) + Math.abs(other)) < TOLERANCE;
  }
}
