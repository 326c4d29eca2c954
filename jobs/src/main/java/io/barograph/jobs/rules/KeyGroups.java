package io.barograph.jobs.rules;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.options.JobOptions;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Which key group a series belongs to, and the key that stands for each group.
 *
 * <p>Samples travel in one batch per key group, so Flink's key is not the series but an integer
 * that Flink hashes into the group. The number of groups is part of the savepoint format.
 */
public final class KeyGroups {
  /** One key group for each subtask that the job can ever have. */
  public static final int COUNT = JobOptions.MAX_PARALLELISM;

  private static final int[] REPRESENTATIVES = findRepresentatives();

  private KeyGroups() {}

  /**
   * The key group of a series. The metric name does not count: series that differ by it alone can
   * give the same alert, and so must meet.
   */
  public static int of(Labels series) {
    long hash = Fingerprint.OFFSET_BASIS;
    for (int i = 0; i < series.size(); i++) {
      if (!series.name(i).equals(Labels.METRIC_NAME)) {
        hash = Fingerprint.add(hash, series.name(i), series.value(i));
      }
    }
    return (int) ((hash ^ (hash >>> 32)) & (COUNT - 1));
  }

  /** The key that Flink assigns to {@code keyGroup}. */
  public static int representative(int keyGroup) {
    return REPRESENTATIVES[keyGroup];
  }

  private static int[] findRepresentatives() {
    int[] keys = new int[COUNT];
    boolean[] found = new boolean[COUNT];
    int missing = COUNT;
    for (int key = 0; missing > 0; key++) {
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, COUNT);
      if (!found[group]) {
        found[group] = true;
        keys[group] = key;
        missing--;
      }
    }
    return keys;
  }
}
