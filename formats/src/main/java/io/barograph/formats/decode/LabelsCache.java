package io.barograph.formats.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What was decoded before, by the bytes it was decoded from, so that a known series costs a hash
 * and a comparison and always yields the same instance.
 *
 * <p>Bounded by entries and by bytes of keys; when full, an entry that was not asked for since the
 * last sweep goes. Not thread-safe.
 *
 * @param <V> what the bytes stand for: a label set, or the label sets of a histogram
 */
public final class LabelsCache<V> {
  /*
   * A set-associative table: the hash names a set of eight places, whose hashes fill one cache line,
   * and an entry lies in one of them. The table doubles when a set is full, up to two places for each
   * entry allowed. A clock hand sweeps over the places when there are too many entries or bytes: it
   * passes by entries found since its last visit and takes the first other one.
   *
   * Series come again in the order in which they came before, for that is how targets are scraped. So
   * each entry knows which was asked for after it, and that one is compared first: if it is the one,
   * there is nothing to hash and no place to look up.
   */
  private static final int WAYS = 8;
  private static final int MEAN_KEY_BYTES = 256;
  private static final int INITIAL_PLACES = 1 << 10;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int maxEntries;
  private final long maxBytes;

  private long[] hashes = new long[INITIAL_PLACES];
  private Entry<V>[] entries = places(INITIAL_PLACES);
  private int size;
  private long bytes;
  private int hand;
  private Entry<V> last;

  /**
   * An empty cache.
   *
   * @param maxEntries the most entries it holds, at least 1
   * @param maxBytes the most bytes that the keys of its entries, or their weights, have together
   */
  LabelsCache(int maxEntries, long maxBytes) {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries must be >= 1, was " + maxEntries);
    }
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  /** A cache for so many series, whose keys have 256 bytes each at most, on average. */
  public static <V> LabelsCache<V> ofSeries(int maxSeries) {
    return new LabelsCache<>(maxSeries, (long) MEAN_KEY_BYTES * maxSeries);
  }

  /**
   * What was put for the bytes of {@code key} in {@code [from, to)}, or null.
   *
   * @param context tells equal bytes apart that mean different things, 0 or more
   */
  public V find(long context, byte[] key, int from, int to) {
    Entry<V> expected = last == null ? null : last.next;
    if (expected != null && expected.is(context, key, from, to)) {
      expected.asked = true;
      last = expected;
      return expected.value;
    }
    int place = placeOf(hash(context, key, from, to), context, key, from, to);
    if (place < 0) {
      return null;
    }
    Entry<V> entry = entries[place];
    entry.asked = true;
    follow(entry);
    return entry.value;
  }

  /** Remembers {@code value} for these bytes, in place of any value they had. */
  public void put(long context, byte[] key, int from, int to, V value) {
    put(context, key, from, to, value, to - from);
  }

  /**
   * Remembers a value that is larger than its key.
   *
   * @param weight the bytes that count towards the bound, in place of the key's
   */
  void put(long context, byte[] key, int from, int to, V value, long weight) {
    if (weight > maxBytes) {
      return;
    }
    long hash = hash(context, key, from, to);
    int known = placeOf(hash, context, key, from, to);
    if (known >= 0) {
      clear(known);
    }
    Entry<V> entry = new Entry<>(context, Arrays.copyOfRange(key, from, to), value, weight);
    place(hash, entry);
    while (size > maxEntries || bytes > maxBytes) {
      sweep(entry);
    }
    follow(entry);
  }

  /** The number of entries. */
  int size() {
    return size;
  }

  /** The weights of all entries together. */
  long bytes() {
    return bytes;
  }

  private static long hash(long context, byte[] key, int from, int to) {
    long hash = (context + to - from) * MULTIPLIER;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(key, i)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    long tail = 0;
    for (; i < to; i++) {
      tail = (tail << 8) | (key[i] & 0xFF);
    }
    hash = (hash ^ tail) * MULTIPLIER;
    return hash ^ (hash >>> 29);
  }

  private int setOf(long hash) {
    return (int) (hash & (hashes.length / WAYS - 1)) * WAYS;
  }

  private int placeOf(long hash, long context, byte[] key, int from, int to) {
    int set = setOf(hash);
    for (int place = set; place < set + WAYS; place++) {
      if (hashes[place] == hash
          && entries[place] != null
          && entries[place].is(context, key, from, to)) {
        return place;
      }
    }
    return -1;
  }

  private void follow(Entry<V> entry) {
    if (last != null) {
      last.next = entry;
    }
    last = entry;
  }

  private void place(long hash, Entry<V> entry) {
    int set = setOf(hash);
    int free = -1;
    for (int place = set; place < set + WAYS && free < 0; place++) {
      if (entries[place] == null) {
        free = place;
      }
    }
    if (free < 0 && entries.length < 2 * maxEntries) {
      grow();
      place(hash, entry);
      return;
    }
    if (free < 0) {
      free = set + (int) (hash >>> 61);
      for (int place = set; place < set + WAYS; place++) {
        if (!entries[place].asked) {
          free = place;
        }
        entries[place].asked = false;
      }
      clear(free);
    }
    hashes[free] = hash;
    entries[free] = entry;
    size++;
    bytes += entry.weight;
  }

  private void sweep(Entry<V> kept) {
    while (true) {
      hand = (hand + 1) & (entries.length - 1);
      Entry<V> entry = entries[hand];
      if (entry == null || entry == kept) {
        continue;
      }
      if (!entry.asked) {
        clear(hand);
        return;
      }
      entry.asked = false;
    }
  }

  private void clear(int place) {
    size--;
    bytes -= entries[place].weight;
    entries[place].forget();
    entries[place] = null;
  }

  private void grow() {
    long[] oldHashes = hashes;
    Entry<V>[] old = entries;
    hashes = new long[2 * old.length];
    entries = places(2 * old.length);
    for (int i = 0; i < old.length; i++) {
      if (old[i] != null) {
        int place = setOf(oldHashes[i]);
        while (entries[place] != null) {
          place++;
        }
        hashes[place] = oldHashes[i];
        entries[place] = old[i];
      }
    }
    hand = 0;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <V> Entry<V>[] places(int count) {
    return (Entry<V>[]) new Entry[count];
  }

  private static final class Entry<V> {
    private static final long FORGOTTEN = -1;

    private long context;
    private final byte[] key;
    private final V value;
    private final long weight;
    private boolean asked;
    private Entry<V> next;

    private Entry(long context, byte[] key, V value, long weight) {
      this.context = context;
      this.key = key;
      this.value = value;
      this.weight = weight;
    }

    private boolean is(long otherContext, byte[] otherKey, int from, int to) {
      return context == otherContext && Arrays.equals(key, 0, key.length, otherKey, from, to);
    }

    /** Makes sure that an entry that went is not found by the one before it. */
    private void forget() {
      context = FORGOTTEN;
      next = null;
    }
  }
}
