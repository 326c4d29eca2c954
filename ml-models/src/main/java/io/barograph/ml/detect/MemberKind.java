package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;

/** The members there are. */
enum MemberKind {
  THREE_SIGMA(ReasonCode.FAR_FROM_MEAN, ThreeSigma::new, ThreeSigma::read),
  ROBUST_Z(ReasonCode.FAR_FROM_MEDIAN, RobustZ::new, RobustZ::read),
  EWMA(ReasonCode.FAR_FROM_TREND, Ewma::new, Ewma::read),
  MOVING_AVERAGE(ReasonCode.LEVEL_MOVED, MovingAverage::new, MovingAverage::read),
  SEASONAL(ReasonCode.UNUSUAL_FOR_THE_TIME, SeasonalProfile::new, SeasonalProfile::read),
  RANGE(ReasonCode.OUT_OF_RANGE, ValueRange::new, ValueRange::read),
  JUMP(ReasonCode.JUMP, Jump::new, Jump::read),
  SHAPE(ReasonCode.UNUSUAL_SHAPE, Shape::new, Shape::read);

  private final ReasonCode reason;
  private final Supplier<Member> maker;
  private final Reader reader;

  private interface Reader {
    Member read(DataInput in) throws IOException;
  }

  MemberKind(ReasonCode reason, Supplier<Member> maker, Reader reader) {
    this.reason = reason;
    this.maker = maker;
    this.reader = reader;
  }

  /** The name in configurations: {@code robust-z}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  ReasonCode reason() {
    return reason;
  }

  Member create() {
    return maker.get();
  }

  Member read(DataInput in) throws IOException {
    return reader.read(in);
  }
}
