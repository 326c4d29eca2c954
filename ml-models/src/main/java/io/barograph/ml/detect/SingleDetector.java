package io.barograph.ml.detect;

import io.barograph.core.session.SeasonClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One member, whose score is a tenth of the decimal digits of rarity by the series' own past: 0.3
 * for one value in a thousand, 1 for one in 10^10 and rarer.
 */
final class SingleDetector implements Detector {
  private static final double DIGITS = 10;

  /** Rarer than one in ten is worth a reason. */
  private static final double UNUSUAL_DIGITS = 1;

  private final MemberKind kind;
  private final Member member;
  private final TailCalibration calibration;
  private final Episode episode;

  SingleDetector(MemberKind kind, DetectionConfig config, SeasonClock clock, long seed) {
    this(kind, kind.create(seed, clock), new TailCalibration(), new Episode(config.quietMillis()));
  }

  private SingleDetector(
      MemberKind kind, Member member, TailCalibration calibration, Episode episode) {
    this.kind = kind;
    this.member = member;
    this.calibration = calibration;
    this.episode = episode;
  }

  static SingleDetector read(
      MemberKind kind, DetectionConfig config, SeasonClock clock, DataInput in) throws IOException {
    Episode episode = new Episode(config.quietMillis());
    SingleDetector detector =
        new SingleDetector(kind, kind.read(clock, in), TailCalibration.read(in), episode);
    episode.read(in);
    return detector;
  }

  @Override
  public Score add(long timeMillis, double value) {
    if (!Double.isFinite(value)) {
      return Score.none(ReasonCode.MISSING);
    }
    Deviation deviation = member.next(timeMillis, Member.bounded(value));
    if (!deviation.isKnown()) {
      return Score.none(ReasonCode.LEARNING);
    }
    double digits = calibration.next(deviation.size());
    double strength = Math.min(1, digits / DIGITS);
    return new Score(
        episode.next(timeMillis, strength),
        strength,
        deviation.expected(),
        deviation.lower(),
        deviation.upper(),
        new Reason(
            digits < UNUSUAL_DIGITS ? ReasonCode.USUAL : kind.reason(), deviation.size(), -1));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    member.write(out);
    calibration.write(out);
    episode.write(out);
  }
}
