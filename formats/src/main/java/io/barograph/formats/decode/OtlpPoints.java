package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.formats.decode.OtlpSeries.Metric;
import io.barograph.formats.decode.OtlpSeries.Point;
import io.barograph.formats.otlp.AttributeReader.AttributeException;
import io.barograph.formats.wire.ProtoReader;
import io.barograph.formats.wire.WireException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Turns OTLP's data points into samples. Each method reads the one point that the reader has
 * entered. Not thread-safe.
 */
final class OtlpPoints {
  private static final int FIXED64 = ProtoReader.FIXED64;
  private static final int LENGTH = ProtoReader.LENGTH_DELIMITED;

  private static final int TIME = (3 << 3) | FIXED64;
  private static final int AS_DOUBLE = (4 << 3) | FIXED64;
  private static final int AS_INT = (6 << 3) | FIXED64;
  private static final int NUMBER_FLAGS = (8 << 3) | ProtoReader.VARINT;

  private static final int COUNT = (4 << 3) | FIXED64;
  private static final int SUM = (5 << 3) | FIXED64;
  private static final int BUCKET_COUNTS = (6 << 3) | LENGTH;
  private static final int BUCKET_COUNT = (6 << 3) | FIXED64;
  private static final int BOUNDS = (7 << 3) | LENGTH;
  private static final int BOUND = (7 << 3) | FIXED64;
  private static final int HISTOGRAM_FLAGS = (10 << 3) | ProtoReader.VARINT;

  private static final int QUANTILE_VALUE = (6 << 3) | LENGTH;
  private static final int QUANTILE = (1 << 3) | FIXED64;
  private static final int QUANTILE_IS = (2 << 3) | FIXED64;

  private static final int NUMBER_ATTRIBUTE = 7;
  private static final int HISTOGRAM_ATTRIBUTE = 9;
  private static final int NUMBER_ATTRIBUTES = (NUMBER_ATTRIBUTE << 3) | LENGTH;
  private static final int HISTOGRAM_ATTRIBUTES = (HISTOGRAM_ATTRIBUTE << 3) | LENGTH;

  private static final int NO_RECORDED_VALUE = 1;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ProtoReader reader;
  private final OtlpSeries series;
  private final DecodedBatch batch;
  private final LabelsCache<Labels> numberSeries;
  private final LabelsCache<Labels[]> distributionSeries;
  private final FieldRun attributes = new FieldRun();

  private double[] bounds = new double[32];
  private double[] values = new double[32];
  private int boundCount;
  private int valueCount;
  private byte[] key = new byte[512];
  private long latest;

  OtlpPoints(ProtoReader reader, OtlpSeries series, DecodedBatch batch, int maxSeries) {
    this.reader = reader;
    this.series = series;
    this.batch = batch;
    this.numberSeries = LabelsCache.ofSeries(maxSeries);
    this.distributionSeries = LabelsCache.ofSeries(maxSeries);
  }

  /** Forgets the points of the resource before. */
  void beginResource() {
    latest = -1;
  }

  /** The latest time of a point since {@link #beginResource}, or -1. */
  long latest() {
    return latest;
  }

  /** A point of a gauge or a sum. */
  void decodeNumber(Metric metric) throws WireException, AttributeException {
    attributes.begin(reader.bytes());
    boundCount = 0;
    long nanos = 0;
    long bits = 0;
    boolean hasValue = false;
    long flags = 0;
    for (int tagFrom = reader.position(); reader.next(); tagFrom = reader.position()) {
      switch (reader.tag()) {
        case NUMBER_ATTRIBUTES -> attributes.add(reader, tagFrom);
        case TIME -> nanos = reader.fixed64();
        case AS_DOUBLE -> {
          bits = reader.fixed64();
          hasValue = true;
        }
        case AS_INT -> {
          bits = Double.doubleToRawLongBits((double) reader.fixed64());
          hasValue = true;
        }
        case NUMBER_FLAGS -> flags = reader.varint();
        default -> reader.skip();
      }
    }
    boolean stale = (flags & NO_RECORDED_VALUE) != 0 || StaleMarker.isStale(bits);
    if (!hasValue && !stale) {
      batch.refused("metrics." + metric.name(), "must have a value in each of its points");
      return;
    }
    Labels labels = numberLabels(metric);
    if (labels != null) {
      batch.sample(labels, time(nanos), Double.longBitsToDouble(bits), stale);
    }
  }

  /** A point of a histogram with explicit bounds. */
  void decodeHistogram(Metric metric) throws WireException, AttributeException {
    attributes.begin(reader.bytes());
    boundCount = 0;
    valueCount = 0;
    long nanos = 0;
    long count = 0;
    double sum = 0;
    boolean hasSum = false;
    long flags = 0;
    for (int tagFrom = reader.position(); reader.next(); tagFrom = reader.position()) {
      switch (reader.tag()) {
        case HISTOGRAM_ATTRIBUTES -> attributes.add(reader, tagFrom);
        case TIME -> nanos = reader.fixed64();
        case COUNT -> count = reader.fixed64();
        case SUM -> {
          sum = Double.longBitsToDouble(reader.fixed64());
          hasSum = true;
        }
        case BUCKET_COUNT -> addValue((double) reader.fixed64());
        case BUCKET_COUNTS -> {
          int outer = reader.enter();
          for (int left = reader.remaining(); left > 0; left -= Long.BYTES) {
            addValue((double) reader.fixed64());
          }
          reader.leave(outer);
        }
        case BOUND -> addBound(Double.longBitsToDouble(reader.fixed64()));
        case BOUNDS -> {
          int outer = reader.enter();
          for (int left = reader.remaining(); left > 0; left -= Long.BYTES) {
            addBound(Double.longBitsToDouble(reader.fixed64()));
          }
          reader.leave(outer);
        }
        case HISTOGRAM_FLAGS -> flags = reader.varint();
        default -> reader.skip();
      }
    }
    boolean stale = (flags & NO_RECORDED_VALUE) != 0;
    if (!areBoundsAscending() || (!stale && !fitsBounds())) {
      batch.refused(
          "metrics." + metric.name(),
          "must have ascending bounds and one bucket more than bounds, has %d bounds and %d buckets"
              .formatted(boundCount, valueCount));
      return;
    }
    Labels[] labels = distributionLabels(metric, true);
    if (labels == null) {
      return;
    }
    long time = time(nanos);
    double below = 0;
    for (int i = 0; i < boundCount && i < valueCount; i++) {
      below += values[i];
      batch.sample(labels[i], time, below, stale);
    }
    batch.sample(labels[boundCount], time, (double) count, stale);
    batch.sample(labels[boundCount + 1], time, (double) count, stale);
    if (hasSum) {
      batch.sample(labels[boundCount + 2], time, sum, stale);
    }
  }

  /** A point of a summary. */
  void decodeSummary(Metric metric) throws WireException, AttributeException {
    attributes.begin(reader.bytes());
    boundCount = 0;
    valueCount = 0;
    long nanos = 0;
    long count = 0;
    double sum = 0;
    long flags = 0;
    for (int tagFrom = reader.position(); reader.next(); tagFrom = reader.position()) {
      switch (reader.tag()) {
        case NUMBER_ATTRIBUTES -> attributes.add(reader, tagFrom);
        case TIME -> nanos = reader.fixed64();
        case COUNT -> count = reader.fixed64();
        case SUM -> sum = Double.longBitsToDouble(reader.fixed64());
        case QUANTILE_VALUE -> decodeQuantile();
        case NUMBER_FLAGS -> flags = reader.varint();
        default -> reader.skip();
      }
    }
    boolean stale = (flags & NO_RECORDED_VALUE) != 0;
    Labels[] labels = distributionLabels(metric, false);
    if (labels == null) {
      return;
    }
    long time = time(nanos);
    for (int i = 0; i < boundCount; i++) {
      batch.sample(labels[i], time, values[i], stale);
    }
    batch.sample(labels[boundCount], time, (double) count, stale);
    batch.sample(labels[boundCount + 1], time, sum, stale);
  }

  private void decodeQuantile() throws WireException {
    int outer = reader.enter();
    double quantile = 0;
    double value = 0;
    while (reader.next()) {
      switch (reader.tag()) {
        case QUANTILE -> quantile = Double.longBitsToDouble(reader.fixed64());
        case QUANTILE_IS -> value = Double.longBitsToDouble(reader.fixed64());
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    addBound(quantile);
    addValue(value);
  }

  private long time(long nanos) {
    long millis = EventTime.ofNanos(nanos);
    latest = Math.max(latest, millis);
    return millis;
  }

  /** The labels of a number's point, or null if it had to be refused. */
  private Labels numberLabels(Metric metric) throws WireException, AttributeException {
    byte[] bytes = attributes.bytes();
    int from = attributes.from();
    int to = attributes.to();
    Labels labels = numberSeries.find(metric.id(), bytes, from, to);
    if (labels == null) {
      Point point = series.read(metric, attributes, NUMBER_ATTRIBUTE);
      if (refusesSize(metric, point)) {
        return null;
      }
      labels = point.number();
      numberSeries.put(metric.id(), bytes, from, to, labels);
    }
    return labels;
  }

  /** The labels of a histogram's or summary's point, or null if it had to be refused. */
  private Labels[] distributionLabels(Metric metric, boolean histogram)
      throws WireException, AttributeException {
    int length = fillKey();
    Labels[] labels = distributionSeries.find(metric.id(), key, 0, length);
    if (labels == null) {
      Point point =
          series.read(metric, attributes, histogram ? HISTOGRAM_ATTRIBUTE : NUMBER_ATTRIBUTE);
      if (refusesSize(metric, point)) {
        return null;
      }
      labels = histogram ? point.histogram(bounds, boundCount) : point.summary(bounds, boundCount);
      distributionSeries.put(metric.id(), key, 0, length, labels, (long) length * labels.length);
    }
    return labels;
  }

  private boolean refusesSize(Metric metric, Point point) {
    if (point.labelCount() > SeriesBounds.MAX_LABELS) {
      batch.refused("metrics." + metric.name(), SeriesBounds.EXPECTED_LABELS);
      return true;
    }
    if (boundCount > SeriesBounds.MAX_BUCKETS) {
      batch.refused("metrics." + metric.name(), SeriesBounds.EXPECTED_BUCKETS);
      return true;
    }
    return false;
  }

  /** The bounds, then the attributes, then the number of bounds. */
  private int fillKey() {
    int boundBytes = boundCount * Long.BYTES;
    int attributeBytes = attributes.to() - attributes.from();
    int length = boundBytes + attributeBytes + Long.BYTES;
    if (key.length < length) {
      key = new byte[2 * length];
    }
    for (int i = 0; i < boundCount; i++) {
      LONG.set(key, i * Long.BYTES, Double.doubleToRawLongBits(bounds[i]));
    }
    System.arraycopy(attributes.bytes(), attributes.from(), key, boundBytes, attributeBytes);
    LONG.set(key, boundBytes + attributeBytes, (long) boundCount);
    return length;
  }

  private boolean areBoundsAscending() {
    for (int i = 0; i < boundCount; i++) {
      if (Double.isNaN(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
        return false;
      }
    }
    return boundCount == 0 || bounds[boundCount - 1] < Double.POSITIVE_INFINITY;
  }

  private boolean fitsBounds() {
    return valueCount == boundCount + 1 || (valueCount == 0 && boundCount == 0);
  }

  private void addBound(double bound) {
    if (boundCount == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * boundCount);
    }
    bounds[boundCount++] = bound;
  }

  private void addValue(double value) {
    if (valueCount == values.length) {
      values = Arrays.copyOf(values, 2 * valueCount);
    }
    values[valueCount++] = value;
  }
}
