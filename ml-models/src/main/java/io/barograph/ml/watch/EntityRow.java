package io.barograph.ml.watch;

import io.barograph.core.bytes.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The means of the step that is open, of each metric of an entity. Metrics that are new find a
 * place by their names, not by who comes first. Not thread-safe.
 */
final class EntityRow {
  private final TreeMap<String, Mean> means = new TreeMap<>();

  /** Those of them that the entity did not have before. */
  private final TreeSet<String> fresh = new TreeSet<>();

  private static final class Mean {
    private double sum;
    private int count;
  }

  boolean isEmpty() {
    return means.isEmpty();
  }

  /**
   * Takes a value of a metric.
   *
   * @param judge knows the metrics that the entity has
   * @return the metric that finds no place, this or another; the empty text if all do
   */
  String add(String metric, double value, EntityJudge judge) {
    String refused = means.containsKey(metric) || judge.has(metric) ? "" : place(metric, judge);
    if (!refused.equals(metric)) {
      Mean mean = means.computeIfAbsent(metric, any -> new Mean());
      mean.sum += value;
      mean.count++;
    }
    return refused;
  }

  private String place(String metric, EntityJudge judge) {
    fresh.add(metric);
    if (fresh.size() <= judge.room()) {
      return "";
    }
    String last = fresh.pollLast();
    means.remove(last);
    return last;
  }

  /** The means of the step that is over; the next begins empty. */
  SortedMap<String, Double> take() {
    TreeMap<String, Double> taken = new TreeMap<>();
    means.forEach((metric, mean) -> taken.put(metric, mean.sum / mean.count));
    means.clear();
    fresh.clear();
    return taken;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(means.size());
    for (Map.Entry<String, Mean> one : means.entrySet()) {
      Texts.write(one.getKey(), out);
      out.writeDouble(one.getValue().sum);
      out.writeInt(one.getValue().count);
    }
  }

  static EntityRow read(EntityJudge judge, DataInput in) throws IOException {
    EntityRow read = new EntityRow();
    for (int count = in.readInt(); count > 0; count--) {
      String metric = Texts.read(in);
      if (!judge.has(metric)) {
        read.fresh.add(metric);
      }
      Mean mean = new Mean();
      mean.sum = in.readDouble();
      mean.count = in.readInt();
      read.means.put(metric, mean);
    }
    return read;
  }
}
