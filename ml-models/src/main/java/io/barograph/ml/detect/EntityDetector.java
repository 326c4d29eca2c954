package io.barograph.ml.detect;

import io.barograph.core.session.SeasonClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Scores an entity by all its metrics at once: a machine, a service.
 *
 * <p>Each metric has the members of the configuration's entity terms. A term is the mean, over the
 * metrics that deviate most or over all, of how rare their deviations are; the terms are added by
 * their weights, and the score of a sum s is s / (s + half). Equal rows give equal scores and equal
 * bytes, also when it was written and read in between. Not thread-safe.
 */
public final class EntityDetector {
  private static final int FORMAT = 1;
  private static final int MAX_METRICS = 10_000;

  private final List<EntityTerm> terms;
  private final List<MemberKind> kinds;
  private final double half;
  private final long configHash;
  private final TailCalibration[] termCalibrations;
  private final Member[][] members;
  private final TailCalibration[][] calibrations;
  private final double[][] rarities;
  private final Episode episode;

  /**
   * A detector that has seen nothing.
   *
   * @param metrics how many metrics a row has, 1 to 10,000
   */
  public EntityDetector(int metrics, DetectionConfig config) {
    if (metrics < 1 || metrics > MAX_METRICS) {
      throw new IllegalArgumentException(
          "metrics of an entity must be 1 to %d, were %d".formatted(MAX_METRICS, metrics));
    }
    terms = config.entity();
    kinds = terms.stream().map(EntityTerm::kind).distinct().toList();
    half = config.entityHalf();
    configHash = Detectors.hash(config);
    episode = new Episode(config.entityQuietMillis());
    termCalibrations = new TailCalibration[terms.size()];
    Arrays.setAll(termCalibrations, i -> new TailCalibration());
    members = new Member[kinds.size()][metrics];
    calibrations = new TailCalibration[kinds.size()][metrics];
    rarities = new double[kinds.size()][metrics];
    for (int kind = 0; kind < members.length; kind++) {
      for (int metric = 0; metric < metrics; metric++) {
        members[kind][metric] = kinds.get(kind).create(configHash + metric, SeasonClock.UTC);
        calibrations[kind][metric] = new TailCalibration();
      }
    }
  }

  /**
   * A detector as {@link #write} wrote it.
   *
   * @throws IOException if it was written by a later release or under another configuration
   */
  public static EntityDetector read(DetectionConfig config, DataInput in) throws IOException {
    Detectors.check(FORMAT, config, in);
    EntityDetector detector = new EntityDetector(in.readInt(), config);
    for (int kind = 0; kind < detector.members.length; kind++) {
      for (int metric = 0; metric < detector.members[kind].length; metric++) {
        detector.members[kind][metric] = detector.kinds.get(kind).read(SeasonClock.UTC, in);
        detector.calibrations[kind][metric] = TailCalibration.read(in);
      }
    }
    for (int term = 0; term < detector.termCalibrations.length; term++) {
      detector.termCalibrations[term] = TailCalibration.read(in);
    }
    detector.episode.read(in);
    return detector;
  }

  /**
   * Scores a row and learns it.
   *
   * @param values a value of each metric; those not finite are missing, and do not deviate
   */
  public Score add(long timeMillis, double[] values) {
    if (values.length != members[0].length) {
      throw new IllegalArgumentException(
          "a row must have %d values, had %d".formatted(members[0].length, values.length));
    }
    boolean isKnown = false;
    double[] largest = new double[kinds.size()];
    int[] metricOfLargest = new int[kinds.size()];
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (int metric = 0; metric < values.length; metric++) {
        Deviation deviation =
            Double.isFinite(values[metric])
                ? members[kind][metric].next(timeMillis, Member.bounded(values[metric]))
                : Deviation.UNKNOWN;
        rarities[kind][metric] =
            deviation.isKnown() ? calibrations[kind][metric].next(deviation.size()) : 0;
        isKnown |= deviation.isKnown();
        if (rarities[kind][metric] > rarities[kind][metricOfLargest[kind]] || metric == 0) {
          metricOfLargest[kind] = metric;
          largest[kind] = deviation.size();
        }
      }
    }
    return isKnown ? score(timeMillis, largest, metricOfLargest) : Score.none(ReasonCode.LEARNING);
  }

  private Score score(long timeMillis, double[] largest, int[] metricOfLargest) {
    for (double[] each : rarities) {
      Arrays.sort(each);
    }
    double sum = 0;
    double most = -1;
    int main = 0;
    for (int term = 0; term < terms.size(); term++) {
      double part = terms.get(term).weight() * counted(term);
      sum += part;
      if (part > most) {
        most = part;
        main = kinds.indexOf(terms.get(term).kind());
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
        new Reason(code, largest[main], metricOfLargest[main]));
  }

  private double counted(int term) {
    double[] sorted = rarities[kinds.indexOf(terms.get(term).kind())];
    int wanted = terms.get(term).metrics();
    int first = wanted == 0 ? 0 : Math.max(0, sorted.length - wanted);
    double sum = 0;
    for (int i = first; i < sorted.length; i++) {
      sum += sorted[i];
    }
    double mean = sum / (sorted.length - first);
    return terms.get(term).scale() == SeriesTerm.Scale.OWN
        ? termCalibrations[term].next(mean)
        : mean;
  }

  /** Writes all that is kept. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(configHash);
    out.writeInt(members[0].length);
    for (int kind = 0; kind < members.length; kind++) {
      for (int metric = 0; metric < members[kind].length; metric++) {
        members[kind][metric].write(out);
        calibrations[kind][metric].write(out);
      }
    }
    for (TailCalibration calibration : termCalibrations) {
      calibration.write(out);
    }
    episode.write(out);
  }
}
