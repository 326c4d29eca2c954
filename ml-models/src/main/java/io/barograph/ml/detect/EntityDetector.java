package io.barograph.ml.detect;

import io.barograph.core.session.SeasonClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores an entity by all its metrics at once: a machine, a service.
 *
 * <p>Each metric has the members of the configuration's entity terms. A term is the mean, over the
 * metrics that deviate most or over all, of how rare their deviations are; the terms are added by
 * their weights, and the score of a sum s is s / (s + half). A metric counts in a term once its
 * member has expected something, and from then on also where its value is missing, as one that does
 * not deviate; so one that is new alters no score until it is known. Equal rows give equal scores
 * and equal bytes, also when it was written and read in between. Not thread-safe.
 */
public final class EntityDetector {
  private static final int FORMAT = 1;
  private static final int MAX_METRICS = 10_000;

  private final List<EntityTerm> terms;
  private final List<MemberKind> kinds;
  private final SeasonClock clock;
  private final double half;
  private final long configHash;
  private final TailCalibration[] termCalibrations;
  private final List<EntityMetric> metrics = new ArrayList<>();
  private final Episode episode;

  /** What deviates most in the members of one kind. */
  private record Largest(double size, int metric) {}

  /**
   * A detector that has seen nothing.
   *
   * @param metrics how many metrics a row has, 1 to 10,000
   * @param clock by which they repeat themselves
   */
  public EntityDetector(int metrics, DetectionConfig config, SeasonClock clock) {
    check(metrics);
    this.clock = clock;
    terms = config.entity();
    kinds = terms.stream().map(EntityTerm::kind).distinct().toList();
    half = config.entityHalf();
    configHash = Detectors.hash(config);
    episode = new Episode(config.entityQuietMillis());
    termCalibrations = new TailCalibration[terms.size()];
    Arrays.setAll(termCalibrations, i -> new TailCalibration());
    for (int metric = 0; metric < metrics; metric++) {
      insert(metric);
    }
  }

  private static void check(int metrics) {
    if (metrics < 1 || metrics > MAX_METRICS) {
      throw new IllegalArgumentException(
          "metrics of an entity must be 1 to %d, were %d".formatted(MAX_METRICS, metrics));
    }
  }

  /**
   * A detector as {@link #write} wrote it, that goes by the same clock.
   *
   * @throws IOException if it was written by a later release or under another configuration
   */
  public static EntityDetector read(DetectionConfig config, SeasonClock clock, DataInput in)
      throws IOException {
    Detectors.check(FORMAT, config, in);
    EntityDetector detector = new EntityDetector(in.readInt(), config, clock);
    for (int kind = 0; kind < detector.kinds.size(); kind++) {
      for (EntityMetric metric : detector.metrics) {
        metric.read(kind, detector.kinds.get(kind), clock, in);
      }
    }
    for (int term = 0; term < detector.termCalibrations.length; term++) {
      detector.termCalibrations[term] = TailCalibration.read(in);
    }
    detector.episode.read(in);
    return detector;
  }

  /** How many metrics a row has. */
  public int metrics() {
    return metrics.size();
  }

  /**
   * Takes a metric of which nothing was seen.
   *
   * @param place its position in rows from now on, 0 to {@link #metrics}; those from there on move
   */
  public void insert(int place) {
    check(metrics.size() + 1);
    metrics.add(place, EntityMetric.create(kinds, clock, configHash + place));
  }

  /** Forgets the metric of a place, which is not the only one; those behind it move. */
  public void remove(int place) {
    check(metrics.size() - 1);
    metrics.remove(place);
  }

  /**
   * Scores a row and learns it.
   *
   * @param values a value of each metric; those not finite are missing, and do not deviate
   */
  public Score add(long timeMillis, double[] values) {
    if (values.length != metrics.size()) {
      throw new IllegalArgumentException(
          "a row must have %d values, had %d".formatted(metrics.size(), values.length));
    }
    boolean isKnown = false;
    double[][] rarities = new double[kinds.size()][values.length];
    Largest[] largest = new Largest[kinds.size()];
    for (int kind = 0; kind < rarities.length; kind++) {
      int counted = 0;
      double rarest = -1;
      for (int metric = 0; metric < values.length; metric++) {
        EntityMetric one = metrics.get(metric);
        Deviation deviation = one.next(kind, timeMillis, values[metric]);
        double rarity = one.rarity(kind, deviation);
        isKnown |= deviation.isKnown();
        if (rarity > rarest) {
          rarest = rarity;
          largest[kind] = new Largest(deviation.size(), metric);
        }
        if (one.counts(kind)) {
          rarities[kind][counted++] = rarity;
        }
      }
      rarities[kind] = Arrays.copyOf(rarities[kind], counted);
      Arrays.sort(rarities[kind]);
    }
    return isKnown ? score(timeMillis, rarities, largest) : Score.none(ReasonCode.LEARNING);
  }

  private Score score(long timeMillis, double[][] rarities, Largest[] largest) {
    double sum = 0;
    double most = -1;
    int main = 0;
    for (int term = 0; term < terms.size(); term++) {
      int kind = kinds.indexOf(terms.get(term).kind());
      double part = terms.get(term).weight() * counted(term, rarities[kind]);
      sum += part;
      if (part > most) {
        most = part;
        main = kind;
      }
    }
    double strength = sum / (sum + half);
    ReasonCode code = sum < half / 2 ? ReasonCode.USUAL : kinds.get(main).reason();
    return new Score(
        episode.next(timeMillis, strength),
        strength,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        new Reason(code, largest[main].size(), largest[main].metric()));
  }

  private double counted(int term, double[] sorted) {
    int wanted = terms.get(term).metrics();
    int first = wanted == 0 ? 0 : Math.max(0, sorted.length - wanted);
    double sum = 0;
    for (int i = first; i < sorted.length; i++) {
      sum += sorted[i];
    }
    double mean = sorted.length == 0 ? 0 : sum / (sorted.length - first);
    return terms.get(term).scale() == SeriesTerm.Scale.OWN
        ? termCalibrations[term].next(mean)
        : mean;
  }

  /** Writes all that is kept. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(configHash);
    out.writeInt(metrics.size());
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (EntityMetric metric : metrics) {
        metric.write(kind, out);
      }
    }
    for (TailCalibration calibration : termCalibrations) {
      calibration.write(out);
    }
    episode.write(out);
  }
}
