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
 * metrics that deviate most or over all, of how rare their deviations are, or of how far they are
 * from what the others say of them ({@link MetricRelations}; of more than {@value
 * MetricRelations#MOST_METRICS} metrics there is no such term); the terms are added by their
 * weights, and the score of a sum s is s / (s + half). A metric counts in a term once its member
 * has expected something, and from then on also where its value is missing, as one that does not
 * deviate; so one that is new alters no score until it is known. Equal rows give equal scores and
 * equal bytes, also when it was written and read in between. Not thread-safe.
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

  /** Null where no term is of them, or there are too many metrics. */
  private MetricRelations relations;

  /** How the metrics deviate in one respect. */
  private static final class Deviations {
    private final ReasonCode code;

    /** Of each metric that counts, in the unit in which means are made. */
    private final double[] ascending;

    /** True if something was expected of any metric. */
    private boolean isKnown;

    /** The metric that deviates most, -1 if none counts, and how far. */
    private int metric = -1;

    private double size;

    Deviations(ReasonCode code, double[] ascending) {
      this.code = code;
      this.ascending = ascending;
    }

    /** The mean of the {@code most} largest, of all if that is 0. */
    double mean(int most) {
      int first = most == 0 ? 0 : Math.max(0, ascending.length - most);
      double sum = 0;
      for (int i = first; i < ascending.length; i++) {
        sum += ascending[i];
      }
      return ascending.length == 0 ? 0 : sum / (ascending.length - first);
    }
  }

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
    kinds =
        terms.stream()
            .filter(term -> !term.isOfRelations())
            .map(EntityTerm::kind)
            .distinct()
            .toList();
    half = config.entityHalf();
    configHash = Detectors.hash(config);
    episode = new Episode(config.entityQuietMillis());
    termCalibrations = new TailCalibration[terms.size()];
    Arrays.setAll(termCalibrations, i -> new TailCalibration());
    for (int metric = 0; metric < metrics; metric++) {
      this.metrics.add(EntityMetric.create(kinds, clock, configHash + metric));
    }
    boolean hasRelations = terms.stream().anyMatch(EntityTerm::isOfRelations);
    relations =
        hasRelations && metrics <= MetricRelations.MOST_METRICS
            ? new MetricRelations(metrics)
            : null;
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
    detector.relations =
        in.readBoolean() ? MetricRelations.read(detector.metrics.size(), in) : null;
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
    if (metrics.size() > MetricRelations.MOST_METRICS) {
      relations = null;
    } else if (relations != null) {
      relations.insert(place);
    }
  }

  /** Forgets the metric of a place, which is not the only one; those behind it move. */
  public void remove(int place) {
    check(metrics.size() - 1);
    metrics.remove(place);
    if (relations != null) {
      relations.remove(place);
    }
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
    List<Deviations> deviations = new ArrayList<>(kinds.size() + 1);
    for (int kind = 0; kind < kinds.size(); kind++) {
      deviations.add(deviations(kind, timeMillis, values));
    }
    boolean isKnown = deviations.stream().anyMatch(one -> one.isKnown);
    deviations.add(relations(values));
    return isKnown ? score(timeMillis, deviations) : Score.none(ReasonCode.LEARNING);
  }

  private Deviations deviations(int kind, long timeMillis, double[] values) {
    Deviation[] all = new Deviation[values.length];
    double[] rarities = new double[values.length];
    double[] counted = new double[values.length];
    int count = 0;
    for (int metric = 0; metric < values.length; metric++) {
      EntityMetric one = metrics.get(metric);
      all[metric] = one.next(kind, timeMillis, values[metric]);
      rarities[metric] = one.rarity(kind, all[metric]);
      if (one.counts(kind)) {
        counted[count++] = rarities[metric];
      }
    }
    double[] ascending = Arrays.copyOf(counted, count);
    Arrays.sort(ascending);
    Deviations deviations = new Deviations(kinds.get(kind).reason(), ascending);
    deviations.isKnown = Arrays.stream(all).anyMatch(Deviation::isKnown);
    deviations.metric = largest(rarities);
    deviations.size = all[deviations.metric].size();
    return deviations;
  }

  private Deviations relations(double[] values) {
    double[] all = relations == null ? new double[0] : relations.next(values);
    double[] ascending = Arrays.stream(all).filter(Double::isFinite).sorted().toArray();
    Deviations deviations = new Deviations(ReasonCode.UNUSUAL_RELATION, ascending);
    if (ascending.length > 0) {
      deviations.metric = largest(all);
      deviations.size = all[deviations.metric];
    }
    return deviations;
  }

  /** The place of the largest number, the first of several; NaN is less than any. */
  private static int largest(double[] numbers) {
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] > numbers[largest] || Double.isNaN(numbers[largest])) {
        largest = i;
      }
    }
    return largest;
  }

  private Score score(long timeMillis, List<Deviations> deviations) {
    double sum = 0;
    double most = -1;
    Deviations main = deviations.get(0);
    for (int place = 0; place < terms.size(); place++) {
      EntityTerm term = terms.get(place);
      Deviations its =
          deviations.get(term.isOfRelations() ? kinds.size() : kinds.indexOf(term.kind()));
      double part = term.weight() * scaled(place, its.mean(term.metrics()));
      sum += part;
      if (part > most) {
        most = part;
        main = its;
      }
    }
    double strength = sum / (sum + half);
    return new Score(
        episode.next(timeMillis, strength),
        strength,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        new Reason(sum < half / 2 ? ReasonCode.USUAL : main.code, main.size, main.metric));
  }

  private double scaled(int place, double mean) {
    EntityTerm term = terms.get(place);
    if (term.scale() == SeriesTerm.Scale.OWN) {
      return termCalibrations[place].next(mean);
    }
    return term.isOfRelations() ? Math.log1p(mean) : mean;
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
    out.writeBoolean(relations != null);
    if (relations != null) {
      relations.write(out);
    }
  }
}
