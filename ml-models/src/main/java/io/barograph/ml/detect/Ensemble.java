package io.barograph.ml.detect;

import io.barograph.core.session.SeasonClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Several members, whose deviations are added by the weights of the configuration.
 *
 * <p>The score of a sum s is s / (s + half). What is told as expected is what the term that adds
 * most expected.
 */
final class Ensemble implements Detector {
  private final List<SeriesTerm> terms;
  private final double half;
  private final Member[] members;
  private final TailCalibration[] calibrations;
  private final Episode episode;

  Ensemble(DetectionConfig config, SeasonClock clock, long seed) {
    terms = config.series();
    half = config.seriesHalf();
    members = new Member[terms.size()];
    calibrations = new TailCalibration[terms.size()];
    episode = new Episode(config.quietMillis());
    for (int i = 0; i < members.length; i++) {
      members[i] = terms.get(i).kind().create(seed, clock);
      calibrations[i] = isOwn(i) ? new TailCalibration() : null;
    }
  }

  static Ensemble read(DetectionConfig config, SeasonClock clock, DataInput in) throws IOException {
    Ensemble ensemble = new Ensemble(config, clock, 0);
    for (int i = 0; i < ensemble.members.length; i++) {
      ensemble.members[i] = ensemble.terms.get(i).kind().read(clock, in);
      ensemble.calibrations[i] = ensemble.isOwn(i) ? TailCalibration.read(in) : null;
    }
    ensemble.episode.read(in);
    return ensemble;
  }

  private boolean isOwn(int term) {
    return terms.get(term).scale() == SeriesTerm.Scale.OWN;
  }

  @Override
  public Score add(long timeMillis, double value) {
    if (!Double.isFinite(value)) {
      return Score.none(ReasonCode.MISSING);
    }
    double sum = 0;
    double most = -1;
    int main = -1;
    Deviation told = Deviation.UNKNOWN;
    for (int i = 0; i < members.length; i++) {
      Deviation deviation = members[i].next(timeMillis, Member.bounded(value));
      if (deviation.isKnown()) {
        double part = terms.get(i).weight() * counted(i, deviation.size());
        sum += part;
        if (part > most) {
          most = part;
          main = i;
          told = deviation;
        }
      }
    }
    return main < 0 ? Score.none(ReasonCode.LEARNING) : score(timeMillis, sum, main, told);
  }

  private double counted(int term, double size) {
    return isOwn(term) ? calibrations[term].next(size) : Math.log1p(size);
  }

  private Score score(long timeMillis, double sum, int main, Deviation told) {
    double strength = sum / (sum + half);
    ReasonCode code = sum < half / 2 ? ReasonCode.USUAL : terms.get(main).kind().reason();
    return new Score(
        episode.next(timeMillis, strength),
        strength,
        told.expected(),
        told.lower(),
        told.upper(),
        new Reason(code, told.size(), -1));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (int i = 0; i < members.length; i++) {
      members[i].write(out);
      if (calibrations[i] != null) {
        calibrations[i].write(out);
      }
    }
    episode.write(out);
  }
}
