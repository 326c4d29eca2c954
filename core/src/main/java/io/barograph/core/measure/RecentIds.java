package io.barograph.core.measure;

import io.barograph.core.labels.Fingerprint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The records of one key that came of late, by time and id, so that one that is told again is
 * known: those of the last {@value #KEPT_MILLIS} ms of event time, at most {@value #MOST} of them,
 * the newest.
 *
 * <p>Records mostly come in the order of their times: one that is newer than all before costs an
 * append, any other a binary search. 16 bytes a record. Ids are told apart by a 64-bit hash. Not
 * thread-safe.
 */
public final class RecentIds {
  /** How long, by event time, a record is known again. */
  public static final long KEPT_MILLIS = 60_000;

  /** The most records that are known again. */
  public static final int MOST = 4_096;

  private static final int FIRST_LENGTH = 16;

  /** Ascending between start and end; the hash of each id lies at the same place. */
  private long[] times = new long[FIRST_LENGTH];

  private long[] hashes = new long[FIRST_LENGTH];
  private int start;
  private int end;

  /** Takes a record; false if it came before. */
  public boolean add(long time, String id) {
    long hash = Fingerprint.add(Fingerprint.OFFSET_BASIS, "", id);
    int place = firstAfter(time);
    for (int i = place - 1; i >= start && times[i] == time; i--) {
      if (hashes[i] == hash) {
        return false;
      }
    }
    insert(place, time, hash);
    return true;
  }

  /** The first place behind {@code time}. */
  private int firstAfter(long time) {
    if (start == end || times[end - 1] <= time) {
      return end;
    }
    int low = start;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void insert(int place, long time, long hash) {
    int at = place;
    if (end == times.length) {
      at -= start;
      makeRoom();
    }
    System.arraycopy(times, at, times, at + 1, end - at);
    System.arraycopy(hashes, at, hashes, at + 1, end - at);
    times[at] = time;
    hashes[at] = hash;
    end++;
  }

  private void makeRoom() {
    int size = end - start;
    int length = Math.max(FIRST_LENGTH, 2 * size);
    times = Arrays.copyOf(Arrays.copyOfRange(times, start, end), length);
    hashes = Arrays.copyOf(Arrays.copyOfRange(hashes, start, end), length);
    start = 0;
    end = size;
  }

  /** Forgets what is too old at {@code tick}, or too much. */
  public void forget(long tick) {
    while (start < end && times[start] < tick - KEPT_MILLIS) {
      start++;
    }
    start = Math.max(start, end - MOST);
    if (start == end && times.length > FIRST_LENGTH) {
      makeRoom();
    }
  }

  /** How many records are known. */
  public int size() {
    return end - start;
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(size());
    for (int i = start; i < end; i++) {
      out.writeLong(times[i]);
      out.writeLong(hashes[i]);
    }
  }

  /** What {@link #write} wrote. */
  public static RecentIds read(DataInput in) throws IOException {
    RecentIds ids = new RecentIds();
    for (int count = in.readInt(); count > 0; count--) {
      ids.insert(ids.end, in.readLong(), in.readLong());
    }
    return ids;
  }
}
