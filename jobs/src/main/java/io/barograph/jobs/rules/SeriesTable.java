package io.barograph.jobs.rules;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Predicate;

/**
 * The series of a block by fingerprint: found without an object for the key, visited in the order
 * of fingerprints, whatever the order in which they came. Not thread-safe.
 */
final class SeriesTable implements Iterable<SeriesRow> {
  /* Open addressing with linear probing, at most half full; fingerprints are hashes already. */
  private static final int INITIAL_PLACES = 16;

  private static final Comparator<SeriesRow> BY_FINGERPRINT =
      Comparator.comparingLong(SeriesRow::fingerprint);

  private SeriesRow[] places = new SeriesRow[INITIAL_PLACES];
  private SeriesRow[] ordered = {};
  private boolean isOrdered = true;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The series with that fingerprint, or null. */
  SeriesRow get(long fingerprint) {
    int mask = places.length - 1;
    int place = placeOf(fingerprint, mask);
    for (SeriesRow row = places[place]; row != null; row = places[place]) {
      if (row.fingerprint() == fingerprint) {
        return row;
      }
      place = (place + 1) & mask;
    }
    return null;
  }

  /** Adds a series whose fingerprint is not there yet. */
  void add(SeriesRow row) {
    if (2 * (size + 1) > places.length) {
      SeriesRow[] before = places;
      places = new SeriesRow[2 * before.length];
      for (SeriesRow moved : before) {
        if (moved != null) {
          place(moved);
        }
      }
    }
    place(row);
    size++;
    isOrdered = false;
  }

  /** Removes the series of which {@code goes} is true; it is asked once for each, in order. */
  void removeIf(Predicate<SeriesRow> goes) {
    SeriesRow[] all = ordered();
    int kept = 0;
    for (SeriesRow row : all) {
      if (!goes.test(row)) {
        all[kept++] = row;
      }
    }
    if (kept == size) {
      return;
    }
    ordered = Arrays.copyOf(all, kept);
    size = kept;
    Arrays.fill(places, null);
    for (SeriesRow row : ordered) {
      place(row);
    }
  }

  /** The series in the order of their fingerprints; not to be changed. */
  SeriesRow[] ordered() {
    if (!isOrdered) {
      ordered =
          Arrays.stream(places)
              .filter(row -> row != null)
              .sorted(BY_FINGERPRINT)
              .toArray(SeriesRow[]::new);
      isOrdered = true;
    }
    return ordered;
  }

  @Override
  public Iterator<SeriesRow> iterator() {
    return Arrays.asList(ordered()).iterator();
  }

  private void place(SeriesRow row) {
    int mask = places.length - 1;
    int place = placeOf(row.fingerprint(), mask);
    while (places[place] != null) {
      place = (place + 1) & mask;
    }
    places[place] = row;
  }

  private static int placeOf(long fingerprint, int mask) {
    return (int) (fingerprint ^ (fingerprint >>> 32)) & mask;
  }
}
