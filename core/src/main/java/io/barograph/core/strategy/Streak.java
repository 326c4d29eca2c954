package io.barograph.core.strategy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The runs of trades of one outcome, wins or losses, within a run of all trades. What follows each
 * other merges: a run may go on over the seam. Not thread-safe.
 */
final class Streak {
  /** How many trades there are, of this outcome or not. */
  private long all;

  private long head;
  private double headAmount;
  private long tail;
  private double tailAmount;
  private long longest;

  /** What the run that made or lost the most did, 0 of none. */
  private double largestAmount;

  /** Adds a trade; {@code amount} counts if it has the outcome. */
  void add(boolean hasOutcome, double amount) {
    if (!hasOutcome) {
      tail = 0;
      tailAmount = 0;
    } else {
      tail++;
      tailAmount += amount;
      if (head == all) {
        head++;
        headAmount += amount;
      }
      extend(tail, tailAmount);
    }
    all++;
  }

  void merge(Streak later) {
    extend(later.longest, later.largestAmount);
    extend(tail + later.head, tailAmount + later.headAmount);
    if (head == all) {
      head += later.head;
      headAmount += later.headAmount;
    }
    if (later.tail == later.all) {
      tail += later.tail;
      tailAmount += later.tailAmount;
    } else {
      tail = later.tail;
      tailAmount = later.tailAmount;
    }
    all += later.all;
  }

  private void extend(long length, double amount) {
    longest = Math.max(longest, length);
    if (Math.abs(amount) > Math.abs(largestAmount)) {
      largestAmount = amount;
    }
  }

  /** The length of the run that the newest trade is in, 0 if it has another outcome. */
  long current() {
    return tail;
  }

  /** The length of the longest run. */
  long longest() {
    return longest;
  }

  /** What the run that made or lost the most did, with its sign. */
  double largestAmount() {
    return largestAmount;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(all);
    out.writeLong(head);
    out.writeDouble(headAmount);
    out.writeLong(tail);
    out.writeDouble(tailAmount);
    out.writeLong(longest);
    out.writeDouble(largestAmount);
  }

  static Streak read(DataInput in) throws IOException {
    Streak streak = new Streak();
    streak.all = in.readLong();
    streak.head = in.readLong();
    streak.headAmount = in.readDouble();
    streak.tail = in.readLong();
    streak.tailAmount = in.readDouble();
    streak.longest = in.readLong();
    streak.largestAmount = in.readDouble();
    return streak;
  }
}
