package io.barograph.core.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Which patterns hold when: a pack that changes does so at an instant of event time. What held
 * before the last {@link #CHANGES_KNOWN} changes is forgotten. Not thread-safe.
 */
public final class ChainTimeline {
  /** How many changes back it knows what held. */
  public static final int CHANGES_KNOWN = 8;

  private final TreeMap<Long, ChainBook> books = new TreeMap<>();

  /** The same patterns at all times. */
  public ChainTimeline(ChainBook book) {
    books.put(Long.MIN_VALUE, book);
  }

  /**
   * Puts other patterns in place of those of a pack.
   *
   * @param from milliseconds of event time; changes of earlier times are taken as of the last
   * @param patterns none if the pack has none any more
   */
  public void change(String pack, List<ChainPattern> patterns, long from) {
    List<ChainBook.Entry> entries = new ArrayList<>();
    for (ChainBook.Entry entry : books.lastEntry().getValue().entries()) {
      if (!entry.pack().equals(pack)) {
        entries.add(entry);
      }
    }
    for (ChainPattern pattern : patterns) {
      entries.add(new ChainBook.Entry(pack, pattern));
    }
    books.put(Math.max(from, books.lastKey()), new ChainBook(entries));
    if (books.size() > CHANGES_KNOWN + 1) {
      books.pollFirstEntry();
      books.put(Long.MIN_VALUE, books.pollFirstEntry().getValue());
    }
  }

  /** The patterns that hold at a time. */
  public ChainBook at(long time) {
    return books.floorEntry(time).getValue();
  }
}
