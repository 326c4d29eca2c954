package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.Arrays;

/**
 * Samples of one key group on their way from a source to the series stage.
 *
 * <p>A sample is a fingerprint, a time and the raw bits of its value (the stale marker's bits for a
 * stale marker). A series is announced once, with its labels; later samples name its fingerprint
 * alone. A sample that was late in its partition also carries the watermark that it came behind: it
 * must not be seen by any tick up to that.
 *
 * <p>Before its first watermark a source sends an empty batch to every key group that names the
 * oldest sample of the whole source, and before it ends one that names the newest.
 *
 * <p>The batcher fills a batch, hands it over and never touches it again.
 */
public final class SampleBatch {
  /** A batch is handed over when it holds this many samples. */
  public static final int CAPACITY = 256;

  /** Stands for "not late". */
  static final long ON_TIME = Long.MIN_VALUE;

  private static final Labels[] NONE = {};
  private static final long UNTOLD = Long.MIN_VALUE;

  private final int keyGroup;
  private int size;
  private final long[] fingerprints;
  private final long[] timestamps;
  private final long[] valueBits;
  private long[] behind;
  private Labels[] announced = NONE;
  private int announcedCount;
  private long oldestOfSource = UNTOLD;
  private long newestOfSource = UNTOLD;

  SampleBatch(int keyGroup, int capacity) {
    this.keyGroup = keyGroup;
    this.fingerprints = new long[capacity];
    this.timestamps = new long[capacity];
    this.valueBits = new long[capacity];
  }

  /** What a source sends to each key group before its first watermark. */
  static SampleBatch begin(int keyGroup, long oldestOfSource) {
    SampleBatch begin = new SampleBatch(keyGroup, 0);
    begin.oldestOfSource = oldestOfSource;
    return begin;
  }

  /** What a source that has had samples sends to each key group before it ends. */
  static SampleBatch end(int keyGroup, long newestOfSource) {
    SampleBatch end = new SampleBatch(keyGroup, 0);
    end.newestOfSource = newestOfSource;
    return end;
  }

  void add(long fingerprint, long timestamp, long bits, long watermarkIfLate) {
    fingerprints[size] = fingerprint;
    timestamps[size] = timestamp;
    valueBits[size] = bits;
    if (watermarkIfLate != ON_TIME) {
      if (behind == null) {
        behind = new long[fingerprints.length];
        Arrays.fill(behind, ON_TIME);
      }
      behind[size] = watermarkIfLate;
    }
    size++;
  }

  void announce(Labels labels) {
    if (announcedCount == announced.length) {
      announced = Arrays.copyOf(announced, Math.max(8, 2 * announcedCount));
    }
    announced[announcedCount++] = labels;
  }

  /** The key group that every series in this batch belongs to. */
  public int keyGroup() {
    return keyGroup;
  }

  /** The key that Flink assigns to the key group. */
  public int key() {
    return KeyGroups.representative(keyGroup);
  }

  /** True if it says only when the source begins. */
  boolean isBegin() {
    return oldestOfSource != UNTOLD;
  }

  /** The time of the first sample of a source, matched or not, or of its first watermark. */
  long oldestOfSource() {
    return oldestOfSource;
  }

  /** True if the source ends behind it. */
  boolean isEnd() {
    return newestOfSource != UNTOLD;
  }

  /** The time of the newest sample of a source that ends, matched or not. */
  long newestOfSource() {
    return newestOfSource;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == fingerprints.length;
  }

  long fingerprint(int index) {
    return fingerprints[index];
  }

  long timestamp(int index) {
    return timestamps[index];
  }

  long valueBits(int index) {
    return valueBits[index];
  }

  /** The watermark that a late sample came behind, or {@link #ON_TIME}. */
  long behind(int index) {
    return behind == null ? ON_TIME : behind[index];
  }

  boolean hasLate() {
    return behind != null;
  }

  int announcedCount() {
    return announcedCount;
  }

  Labels announced(int index) {
    return announced[index];
  }
}
