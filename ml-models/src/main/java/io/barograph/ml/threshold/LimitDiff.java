package io.barograph.ml.threshold;

import io.barograph.core.detect.Bounds;
import io.barograph.core.session.SeasonClock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/**
 * A static limit of one series beside its dynamic bounds, by season: how high both are, and how
 * often each was crossed. A crossing begins with a sample beyond it whose forerunner was not; the
 * dynamic bound is the wider one, on the side of the limit.
 *
 * <p>Samples come in the order of time. Until bounds are known, after a day at the latest, samples
 * count for neither. Not thread-safe.
 */
public final class LimitDiff {
  private final SeasonClock clock;
  private final SeasonalBounds bounds;
  private final DoublePredicate isBeyond;
  private final boolean isUpper;
  private final TreeMap<DaySeason, Tally> seasons = new TreeMap<>();
  private boolean wasBeyondLimit;
  private boolean wasBeyondBound;

  /** What happened in one season. */
  private static final class Tally {
    private long samples;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private double lower;
    private double expected;
    private double upper;
    private long beyondLimit;
    private long crossedLimit;
    private long beyondBound;
    private long crossedBound;

    private SeasonDiff diff(DaySeason season) {
      return new SeasonDiff(
          season,
          samples,
          new SeasonDiff.Level(lowest, highest),
          new SeasonDiff.Usual(lower / samples, expected / samples, upper / samples),
          new Crossings(crossedLimit, beyondLimit),
          new Crossings(crossedBound, beyondBound));
    }
  }

  /**
   * Nothing yet.
   *
   * @param policy how dynamic bounds are drawn
   * @param clock by which the series repeats itself
   * @param isBeyond true of values beyond the static limit
   * @param isUpper true if the limit is one that values should not exceed
   */
  public LimitDiff(Bounds policy, SeasonClock clock, DoublePredicate isBeyond, boolean isUpper) {
    this.clock = clock;
    this.bounds = new SeasonalBounds(policy, clock);
    this.isBeyond = isBeyond;
    this.isUpper = isUpper;
  }

  /**
   * Takes a sample.
   *
   * @param time milliseconds since the epoch
   * @param value finite
   */
  public void add(long time, double value) {
    Corridor corridor = bounds.add(time, value);
    if (!corridor.isKnown()) {
      return;
    }
    double lower = corridor.expected() - corridor.below().far();
    double upper = corridor.expected() + corridor.above().far();
    boolean isBeyondLimit = isBeyond.test(value);
    boolean isBeyondBound = isUpper ? value > upper : value < lower;
    Tally tally = seasons.computeIfAbsent(DaySeason.at(time, clock), any -> new Tally());
    tally.samples++;
    tally.lowest = Math.min(tally.lowest, value);
    tally.highest = Math.max(tally.highest, value);
    tally.lower += lower;
    tally.expected += corridor.expected();
    tally.upper += upper;
    tally.beyondLimit += isBeyondLimit ? 1 : 0;
    tally.crossedLimit += isBeyondLimit && !wasBeyondLimit ? 1 : 0;
    tally.beyondBound += isBeyondBound ? 1 : 0;
    tally.crossedBound += isBeyondBound && !wasBeyondBound ? 1 : 0;
    wasBeyondLimit = isBeyondLimit;
    wasBeyondBound = isBeyondBound;
  }

  /** The seasons of which there are samples, working days first, by the hour. */
  public List<SeasonDiff> seasons() {
    List<SeasonDiff> diffs = new ArrayList<>();
    seasons.forEach((season, tally) -> diffs.add(tally.diff(season)));
    return diffs;
  }
}
