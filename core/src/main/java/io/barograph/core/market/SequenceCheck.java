package io.barograph.core.market;

import io.barograph.core.measure.Counts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Where a quote stands in its feed's numbering, and which numbers are missing.
 *
 * <p>From the first number seen up to the newest every number has come, or lies in a hole. So a
 * number that is not new and not in a hole came before. Of more than {@value #MAX_HOLES} holes the
 * oldest is given up, and nothing is said of numbers up to it. A feed without numbers is ordered by
 * event time.
 */
final class SequenceCheck {
  static final int MAX_HOLES = 16;

  /* As a hole is written. */
  private static final int JUDGED = 1;
  private static final int LOST = 2;

  /** Where a quote stands. */
  enum Place {
    /** Newer than all before it. */
    NEW,
    /** Older than one that came before it. */
    OVERTAKEN,
    /** It came before. */
    DUPLICATE,
    /** The feed began to number anew. */
    RESTARTED
  }

  /**
   * Numbers that did not come yet, first and last included.
   *
   * @param eventTime of the quote behind the hole, as {@code receivedAt}
   * @param isJudged false if the hole is explained by silence, or lies in closed hours
   * @param isLost true once they have been waited for
   */
  private record Hole(
      long first, long last, long eventTime, long receivedAt, boolean isJudged, boolean isLost) {
    Hole between(long from, long to) {
      return new Hole(from, to, eventTime, receivedAt, isJudged, isLost);
    }
  }

  private final long lostMillis;
  private final List<Hole> holes = new ArrayList<>();
  private long floor = Quote.NO_SEQUENCE;
  private long newest = Quote.NO_SEQUENCE;
  private long newestEvent = Long.MIN_VALUE;

  /** What the newest quote offered, as one number; tells duplicates of an unnumbered feed. */
  private int newestContent;

  private long lost;
  private long lastFound = Long.MIN_VALUE;

  SequenceCheck(long lostMillis) {
    this.lostMillis = lostMillis;
  }

  /** Where {@code quote} stands; it does not count as seen yet. */
  Place place(Quote quote) {
    long number = quote.sequence();
    boolean isNewer = quote.eventTime() > newestEvent;
    if (number == Quote.NO_SEQUENCE || newest == Quote.NO_SEQUENCE) {
      if (quote.eventTime() == newestEvent && content(quote) == newestContent) {
        return Place.DUPLICATE;
      }
      return quote.eventTime() < newestEvent ? Place.OVERTAKEN : Place.NEW;
    }
    if (number > newest) {
      return Place.NEW;
    }
    if (number >= floor && isMissing(number)) {
      return Place.OVERTAKEN;
    }
    if (isNewer) {
      return Place.RESTARTED;
    }
    return number < floor ? Place.OVERTAKEN : Place.DUPLICATE;
  }

  private boolean isMissing(long number) {
    return holes.stream().anyMatch(hole -> hole.first() <= number && number <= hole.last());
  }

  /** Takes a quote that is the newest now. */
  void advance(Quote quote, Place place, boolean isJudged, FaultCounts counts, Finding.Output out) {
    long number = quote.sequence();
    if (place == Place.RESTARTED || newest == Quote.NO_SEQUENCE) {
      giveUp(counts, out);
      floor = number;
    } else if (number > newest + 1) {
      if (holes.size() == MAX_HOLES) {
        Hole oldest = holes.remove(0);
        floor = oldest.last() + 1;
        lose(oldest, counts, out);
      }
      holes.add(
          new Hole(newest + 1, number - 1, quote.eventTime(), quote.receivedAt(), isJudged, false));
    }
    newest = number;
    newestEvent = quote.eventTime();
    newestContent = content(quote);
  }

  /** Takes a quote that was overtaken. */
  void fill(long number) {
    for (int i = 0; i < holes.size(); i++) {
      Hole hole = holes.get(i);
      if (hole.first() <= number && number <= hole.last()) {
        holes.remove(i);
        if (number < hole.last()) {
          holes.add(i, hole.between(number + 1, hole.last()));
        }
        if (hole.first() < number) {
          holes.add(i, hole.between(hole.first(), number - 1));
        }
        return;
      }
    }
  }

  /** Finds lost what has been waited for at {@code now}, by the time of receiving. */
  void expire(long now, FaultCounts counts, Finding.Output out) {
    for (int i = 0; i < holes.size(); i++) {
      Hole hole = holes.get(i);
      if (!hole.isLost() && now - hole.receivedAt() > lostMillis) {
        lose(hole, counts, out);
        holes.set(
            i,
            new Hole(
                hole.first(),
                hole.last(),
                hole.eventTime(),
                hole.receivedAt(),
                hole.isJudged(),
                true));
      }
    }
  }

  /** Finds lost whatever is missing: nothing more will come. */
  void giveUp(FaultCounts counts, Finding.Output out) {
    for (Iterator<Hole> each = holes.iterator(); each.hasNext(); each.remove()) {
      lose(each.next(), counts, out);
    }
  }

  private void lose(Hole hole, FaultCounts counts, Finding.Output out) {
    if (hole.isLost()) {
      return;
    }
    lost += hole.last() - hole.first() + 1;
    // The parts of a hole that was filled in the middle are one finding.
    if (hole.isJudged() && hole.eventTime() != lastFound) {
      lastFound = hole.eventTime();
      counts.countAndFound(MarketFault.SEQ_GAP, hole.eventTime(), hole.eventTime(), out);
    }
  }

  /** How many numbers never came. */
  long lost() {
    return lost;
  }

  /** How many numbers are being waited for. */
  long missing() {
    return holes.stream()
        .filter(hole -> !hole.isLost())
        .mapToLong(hole -> hole.last() - hole.first() + 1)
        .sum();
  }

  private static int content(Quote quote) {
    int content = Double.hashCode(quote.bid());
    content = 31 * content + Double.hashCode(quote.ask());
    content = 31 * content + Double.hashCode(quote.bidSize());
    content = 31 * content + Double.hashCode(quote.askSize());
    return 31 * content + Double.hashCode(quote.volume());
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(floor);
    out.writeLong(newest);
    out.writeLong(newestEvent);
    out.writeInt(newestContent);
    out.writeLong(lost);
    out.writeLong(lastFound);
    out.writeByte(holes.size());
    long before = floor;
    for (Hole hole : holes) {
      Counts.write(out, hole.first() - before);
      Counts.write(out, hole.last() - hole.first());
      Counts.writeSigned(out, newestEvent - hole.eventTime());
      Counts.writeSigned(out, hole.receivedAt() - hole.eventTime());
      out.writeByte((hole.isJudged() ? JUDGED : 0) | (hole.isLost() ? LOST : 0));
      before = hole.last();
    }
  }

  static SequenceCheck read(DataInput in, long lostMillis) throws IOException {
    SequenceCheck check = new SequenceCheck(lostMillis);
    check.floor = in.readLong();
    check.newest = in.readLong();
    check.newestEvent = in.readLong();
    check.newestContent = in.readInt();
    check.lost = in.readLong();
    check.lastFound = in.readLong();
    int kept = in.readUnsignedByte();
    long before = check.floor;
    for (int i = 0; i < kept; i++) {
      long first = before + Counts.read(in);
      long last = first + Counts.read(in);
      long eventTime = check.newestEvent - Counts.readSigned(in);
      long receivedAt = eventTime + Counts.readSigned(in);
      int flags = in.readUnsignedByte();
      boolean isJudged = (flags & JUDGED) != 0;
      check.holes.add(new Hole(first, last, eventTime, receivedAt, isJudged, (flags & LOST) != 0));
      before = last;
    }
    return check;
  }
}
