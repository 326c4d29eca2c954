package io.barograph.core.market;

import io.barograph.core.measure.Counts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How often each fault was found in one symbol's quotes so far. */
final class FaultCounts {
  private static final MarketFault[] FAULTS = MarketFault.values();

  private final String venue;
  private final String symbol;
  private final long[] counts = new long[FAULTS.length];

  FaultCounts(String venue, String symbol) {
    this.venue = venue;
    this.symbol = symbol;
  }

  /** Counts a fault, as soon as it is one. */
  void count(MarketFault fault) {
    counts[fault.ordinal()]++;
  }

  /** Gives a fault away that was counted and has ended. */
  void found(MarketFault fault, long start, long end, Finding.Output out) {
    out.found(new Finding(venue, symbol, fault, start, end));
  }

  /** Counts a fault and gives it away. */
  void countAndFound(MarketFault fault, long start, long end, Finding.Output out) {
    count(fault);
    found(fault, start, end, out);
  }

  long of(MarketFault fault) {
    return counts[fault.ordinal()];
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(counts.length);
    for (long count : counts) {
      Counts.write(out, count);
    }
  }

  void read(DataInput in) throws IOException {
    int kept = in.readUnsignedByte();
    for (int i = 0; i < kept; i++) {
      counts[i] = Counts.read(in);
    }
  }
}
