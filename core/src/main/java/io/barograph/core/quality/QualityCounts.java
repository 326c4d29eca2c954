package io.barograph.core.quality;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How often something happened in a time.
 *
 * @param fired alerts that fired
 * @param flapping those of them that were flapping
 * @param repeated how often alerts were told again
 * @param ended alerts that ended
 * @param lastedMillis how long those had fired, in sum
 * @param incidents incidents that began
 */
public record QualityCounts(
    long fired, long flapping, long repeated, long ended, long lastedMillis, long incidents) {
  /** Of nothing. */
  public static final QualityCounts NONE = new QualityCounts(0, 0, 0, 0, 0, 0);

  /** The count of one event. */
  static QualityCounts of(QualityEvent event) {
    return switch (event.kind()) {
      case FIRED -> new QualityCounts(1, 0, 0, 0, 0, 0);
      case REPEATED -> new QualityCounts(0, 0, 1, 0, 0, 0);
      case ENDED -> new QualityCounts(0, 0, 0, 1, event.lasted(), 0);
      case INCIDENT -> new QualityCounts(0, 0, 0, 0, 0, 1);
    };
  }

  /** The count of one alert that turned out to be flapping. */
  static QualityCounts ofFlapping() {
    return new QualityCounts(0, 1, 0, 0, 0, 0);
  }

  QualityCounts plus(QualityCounts other) {
    return new QualityCounts(
        fired + other.fired,
        flapping + other.flapping,
        repeated + other.repeated,
        ended + other.ended,
        lastedMillis + other.lastedMillis,
        incidents + other.incidents);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(fired);
    out.writeLong(flapping);
    out.writeLong(repeated);
    out.writeLong(ended);
    out.writeLong(lastedMillis);
    out.writeLong(incidents);
  }

  static QualityCounts read(DataInput in) throws IOException {
    return new QualityCounts(
        in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }
}
