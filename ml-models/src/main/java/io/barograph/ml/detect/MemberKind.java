package io.barograph.ml.detect;

import io.barograph.core.session.SeasonClock;
import java.io.DataInput;
import java.io.IOException;
import java.util.Locale;

/** The members there are. */
enum MemberKind {
  THREE_SIGMA(ReasonCode.FAR_FROM_MEAN),
  ROBUST_Z(ReasonCode.FAR_FROM_MEDIAN),
  EWMA(ReasonCode.FAR_FROM_TREND),
  MOVING_AVERAGE(ReasonCode.LEVEL_MOVED),
  SEASONAL(ReasonCode.UNUSUAL_FOR_THE_TIME),
  LOG_SEASONAL(ReasonCode.UNUSUAL_FOR_THE_TIME),
  RANGE(ReasonCode.OUT_OF_RANGE),
  NOVELTY(ReasonCode.OUT_OF_RANGE),
  JUMP(ReasonCode.JUMP),
  SHAPE(ReasonCode.UNUSUAL_SHAPE),
  RANDOM_CUT_FOREST(ReasonCode.UNUSUAL_SHAPE),
  LSTM(ReasonCode.FAR_FROM_FORECAST),
  ISOLATION_FOREST(ReasonCode.UNUSUAL_SHAPE);

  private final ReasonCode reason;

  MemberKind(ReasonCode reason) {
    this.reason = reason;
  }

  /** The name in configurations: {@code robust-z}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  ReasonCode reason() {
    return reason;
  }

  /**
   * A member that has seen nothing.
   *
   * @param seed of what it draws, if it does
   * @param clock by which the series repeats itself
   */
  Member create(long seed, SeasonClock clock) {
    return switch (this) {
      case THREE_SIGMA -> new ThreeSigma();
      case ROBUST_Z -> new RobustZ();
      case EWMA -> new Ewma();
      case MOVING_AVERAGE -> new MovingAverage();
      case SEASONAL -> new SeasonalProfile(clock);
      case LOG_SEASONAL -> new LogSeasonal(clock);
      case RANGE -> new ValueRange();
      case NOVELTY -> new Novelty();
      case JUMP -> new Jump();
      case SHAPE -> new Shape();
      case RANDOM_CUT_FOREST -> new CutForest(seed);
      case LSTM -> new Lstm();
      case ISOLATION_FOREST -> new IsolationForest(seed);
    };
  }

  /** A member as it wrote itself, that goes by the same clock. */
  Member read(SeasonClock clock, DataInput in) throws IOException {
    return switch (this) {
      case THREE_SIGMA -> ThreeSigma.read(in);
      case ROBUST_Z -> RobustZ.read(in);
      case EWMA -> Ewma.read(in);
      case MOVING_AVERAGE -> MovingAverage.read(in);
      case SEASONAL -> SeasonalProfile.read(clock, in);
      case LOG_SEASONAL -> LogSeasonal.read(clock, in);
      case RANGE -> ValueRange.read(in);
      case NOVELTY -> Novelty.read(in);
      case JUMP -> Jump.read(in);
      case SHAPE -> Shape.read(in);
      case RANDOM_CUT_FOREST -> CutForest.read(in);
      case LSTM -> Lstm.read(in);
      case ISOLATION_FOREST -> IsolationForest.read(in);
    };
  }
}
