package io.barograph.ml.watch;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.SampleOutput;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detector;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.detect.Score;
import io.barograph.ml.threshold.Corridor;
import io.barograph.ml.threshold.SeasonalBounds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What is unusual of one series: at the first tick behind each of its samples, how unusual it is,
 * what was expected, and the bounds of what is usual. Not thread-safe.
 */
final class WatchedSeries implements Measure<SeriesSample> {
  /** What holds for a series that is watched no more. */
  static final SeriesWatch UNWATCHED =
      new SeriesWatch("", new SeriesSelectors(List.of()), DetectorType.RANGE, Bounds.DEFAULT);

  private static final byte VERSION = 1;

  /** A series of which nothing came for so long is forgotten. */
  private static final long LIFE = Duration.ofDays(2).toMillis();

  private static final String ORIGIN = "detector";
  private static final String QUANTILE = "quantile";

  private final Labels series;
  private final SeriesWatch watch;
  private final DetectionConfig config;
  private final Names names;
  private Detector detector;
  private SeasonalBounds bounds;

  private long newest;
  private boolean isNew;
  private double score;
  private double strength;
  private Corridor corridor;

  /** The labels of all that is derived, made once. */
  private record Names(
      Labels score, Labels strength, Labels expected, List<Labels> lower, List<Labels> upper) {
    static Names of(Labels series, String from) {
      return new Names(
          DerivedLabels.of(series, "barograph_anomaly_score", ORIGIN, from),
          DerivedLabels.of(series, "barograph_anomaly_strength", ORIGIN, from),
          DerivedLabels.of(series, "barograph_expected", ORIGIN, from),
          quantiles(DerivedLabels.of(series, "barograph_lower", ORIGIN, from)),
          quantiles(DerivedLabels.of(series, "barograph_upper", ORIGIN, from)));
    }

    private static List<Labels> quantiles(Labels bound) {
      return SeasonalBounds.QUANTILES.stream()
          .map(quantile -> bound.with(QUANTILE, String.valueOf(quantile)))
          .toList();
    }
  }

  WatchedSeries(Labels series, SeriesWatch watch, DetectionConfig config) {
    this.series = series;
    this.watch = watch;
    this.config = config;
    this.names = Names.of(series, watch.name());
    this.detector = Detectors.create(watch.detector().wireName(), series.toString(), config);
    this.bounds = new SeasonalBounds(watch.bounds());
  }

  @Override
  public void add(SeriesSample sample) {
    newest = Math.max(newest, sample.time());
    Score scored = detector.add(sample.time(), sample.value());
    boolean isFirst = !isNew;
    score = isFirst ? scored.score() : Math.max(score, scored.score());
    strength = isFirst ? scored.strength() : Math.max(strength, scored.strength());
    if (Double.isFinite(sample.value())) {
      corridor = bounds.add(sample.time(), sample.value());
      isNew = true;
    }
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    if (!isNew) {
      return;
    }
    isNew = false;
    out.put(names.score(), score);
    out.put(names.strength(), strength);
    if (!corridor.isKnown()) {
      return;
    }
    double expected = corridor.expected();
    out.put(names.expected(), expected);
    put(names.lower(), expected - corridor.below().near(), expected - corridor.below().far(), out);
    put(names.upper(), expected + corridor.above().near(), expected + corridor.above().far(), out);
  }

  private static void put(List<Labels> names, double near, double far, SampleOutput out) {
    out.put(names.get(0), near);
    out.put(names.get(1), far);
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - newest > LIFE;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    LabelsBytes.write(series, out);
    out.writeUTF(watch.detector().wireName());
    out.writeInt(watch.bounds().hashCode());
    out.writeLong(newest);
    out.writeBoolean(isNew);
    if (isNew) {
      out.writeDouble(score);
      out.writeDouble(strength);
      corridor.write(out);
    }
    writeApart(part -> Detectors.write(detector, config, part), out);
    writeApart(bounds::write, out);
  }

  private interface Part {
    void write(DataOutput out) throws IOException;
  }

  /** Writes a part so that it can be skipped where it is not understood any more. */
  private static void writeApart(Part part, DataOutput out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    part.write(new DataOutputStream(bytes));
    out.writeInt(bytes.size());
    out.write(bytes.toByteArray());
  }

  /**
   * What {@link #write} wrote. A detector or bounds that the packs or the release have changed
   * since learn anew.
   *
   * @param watches how a series is watched now
   */
  static WatchedSeries read(
      Function<Labels, SeriesWatch> watches, DetectionConfig config, DataInput in)
      throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a watched series of version %d is not known".formatted(version));
    }
    Labels series = LabelsBytes.read(in);
    WatchedSeries read = new WatchedSeries(series, watches.apply(series), config);
    String detector = in.readUTF();
    int boundsHash = in.readInt();
    read.newest = in.readLong();
    read.isNew = in.readBoolean();
    if (read.isNew) {
      read.score = in.readDouble();
      read.strength = in.readDouble();
      read.corridor = Corridor.read(in);
    }
    byte[] detectorBytes = part(in);
    byte[] boundsBytes = part(in);
    if (detector.equals(read.watch.detector().wireName())
        && Detectors.canRead(config, stream(detectorBytes))) {
      read.detector = Detectors.read(detector, config, stream(detectorBytes));
    }
    if (boundsHash == read.watch.bounds().hashCode()) {
      read.bounds = SeasonalBounds.read(read.watch.bounds(), stream(boundsBytes));
    }
    return read;
  }

  private static byte[] part(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static DataInput stream(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
