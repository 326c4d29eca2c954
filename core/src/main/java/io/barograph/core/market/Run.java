package io.barograph.core.market;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Quotes in a row that show the same fault, or may. */
final class Run {
  /** Event times of the first and the last of them. */
  private long start;

  private long end;
  private int quotes;
  private boolean told;

  /** Goes on with a quote. */
  void add(long eventTime) {
    start = quotes == 0 ? eventTime : start;
    end = quotes == 0 ? eventTime : Math.max(end, eventTime);
    quotes++;
  }

  /** Counts the run as a fault, once. */
  void tell(MarketFault fault, FaultCounts counts) {
    if (!told) {
      told = true;
      counts.count(fault);
    }
  }

  /** Ends the run; what was told of is a finding now. */
  void end(MarketFault fault, FaultCounts counts, Finding.Output out) {
    if (told) {
      counts.found(fault, start, end, out);
    }
    quotes = 0;
    told = false;
  }

  boolean isEmpty() {
    return quotes == 0;
  }

  boolean isTold() {
    return told;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  int quotes() {
    return quotes;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(quotes);
    if (quotes > 0) {
      out.writeLong(start);
      out.writeLong(end);
      out.writeBoolean(told);
    }
  }

  static Run read(DataInput in) throws IOException {
    Run run = new Run();
    run.quotes = in.readInt();
    if (run.quotes > 0) {
      run.start = in.readLong();
      run.end = in.readLong();
      run.told = in.readBoolean();
    }
    return run;
  }
}
