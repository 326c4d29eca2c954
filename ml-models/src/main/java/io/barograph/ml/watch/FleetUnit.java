package io.barograph.ml.watch;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Labels;
import io.barograph.core.measure.SampleOutput;
import io.barograph.ml.failure.UnitSensors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What is kept of one unit of a fleet. Not thread-safe. */
final class FleetUnit {
  private final Labels labels;

  /** What each version has said, and is not known to be right yet. */
  private final TreeMap<ScorerId, OpenPredictions> open = new TreeMap<>();

  private UnitSensors sensors = new UnitSensors(0);
  private double[] sums = {};
  private int[] counts = {};
  private boolean hasRow;
  private long newest;
  private long downUntil = Long.MIN_VALUE;
  private UnitOutlook outlook;
  private UnitOutlook shadow;

  /** The reason of the warning that was told; empty if none stands. */
  private String told = "";

  FleetUnit(Labels labels, long newest) {
    this.labels = labels;
    this.newest = newest;
  }

  UnitSensors sensors() {
    return sensors;
  }

  long newest() {
    return newest;
  }

  Labels labels() {
    return labels;
  }

  /** Takes a value of a sensor in the step that is open. */
  void add(int sensor, double value, long time) {
    if (time < downUntil) {
      return;
    }
    if (sensor >= sums.length) {
      sums = Arrays.copyOf(sums, sensor + 1);
      counts = Arrays.copyOf(counts, sensor + 1);
    }
    sums[sensor] += value;
    counts[sensor]++;
    hasRow = true;
    newest = Math.max(newest, time);
  }

  boolean hasRow() {
    return hasRow;
  }

  /** The means of the step that is over; the next begins empty. */
  double[] takeRow(int width) {
    double[] row = new double[width];
    for (int i = 0; i < width; i++) {
      row[i] = i < counts.length && counts[i] > 0 ? sums[i] / counts[i] : Double.NaN;
    }
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    hasRow = false;
    return row;
  }

  void said(UnitOutlook live, UnitOutlook tried) {
    outlook = live;
    shadow = tried;
  }

  OpenPredictions open(ScorerId id) {
    return open.computeIfAbsent(id, any -> new OpenPredictions());
  }

  /** True if the unit is known to have failed before, and not to be back since. */
  boolean isDown(long time) {
    return time < downUntil;
  }

  /** The unit has failed, or still is: rows count again from some time on. */
  void downUntil(long time) {
    downUntil = Math.max(downUntil, time);
  }

  /** What has failed is repaired or replaced: it begins anew. */
  void failed(long time, long horizonMillis, Judges judges) {
    for (Map.Entry<ScorerId, OpenPredictions> one : open.entrySet()) {
      boolean isInUse = isInUse(one.getKey());
      one.getValue().failed(time, horizonMillis, isInUse, judges.of(one.getKey()));
    }
    open.clear();
    sensors = new UnitSensors(0);
    takeRow(0);
    outlook = null;
    shadow = null;
  }

  private boolean isInUse(ScorerId id) {
    UnitOutlook said = id.isShadow() ? shadow : outlook;
    return said != null && said.version().equals(id.version());
  }

  void expire(long tick, long horizonMillis, Judges judges) {
    open.forEach((id, predictions) -> predictions.expire(tick, horizonMillis, judges.of(id)));
    open.entrySet().removeIf(one -> one.getValue().isEmpty() && !isInUse(one.getKey()));
  }

  void sample(FleetSamples samples, boolean isSilent, SampleOutput out) {
    String reason = "";
    if (outlook != null && !isSilent) {
      samples.outlook(labels, outlook, out);
      if (outlook.reason().alert()) {
        reason = outlook.fallback().reason(outlook.reason().wireName());
      }
      if (shadow != null) {
        samples.shadow(labels, shadow, out);
      }
    }
    if (!told.isEmpty() && !told.equals(reason)) {
      samples.warningEnds(labels, told, out);
    }
    if (!reason.isEmpty()) {
      samples.warning(labels, reason, out);
    }
    told = reason;
  }

  void write(DataOutput out) throws IOException {
    LabelsBytes.write(labels, out);
    out.writeLong(newest);
    out.writeLong(downUntil);
    out.writeUTF(told);
    sensors.write(out);
    out.writeBoolean(hasRow);
    if (hasRow) {
      out.writeInt(sums.length);
      for (int i = 0; i < sums.length; i++) {
        out.writeDouble(sums[i]);
        out.writeInt(counts[i]);
      }
    }
    write(outlook, out);
    write(shadow, out);
    out.writeInt(open.size());
    for (Map.Entry<ScorerId, OpenPredictions> one : open.entrySet()) {
      one.getKey().write(out);
      one.getValue().write(out);
    }
  }

  private static void write(UnitOutlook said, DataOutput out) throws IOException {
    out.writeBoolean(said != null);
    if (said != null) {
      said.write(out);
    }
  }

  static FleetUnit read(DataInput in) throws IOException {
    FleetUnit read = new FleetUnit(LabelsBytes.read(in), in.readLong());
    read.downUntil = in.readLong();
    read.told = in.readUTF();
    read.sensors = UnitSensors.read(in);
    read.hasRow = in.readBoolean();
    if (read.hasRow) {
      int width = in.readInt();
      read.sums = new double[width];
      read.counts = new int[width];
      for (int i = 0; i < width; i++) {
        read.sums[i] = in.readDouble();
        read.counts[i] = in.readInt();
      }
    }
    read.outlook = in.readBoolean() ? UnitOutlook.read(in) : null;
    read.shadow = in.readBoolean() ? UnitOutlook.read(in) : null;
    for (int count = in.readInt(); count > 0; count--) {
      ScorerId id = ScorerId.read(in);
      read.open.put(id, OpenPredictions.read(in));
    }
    return read;
  }
}
