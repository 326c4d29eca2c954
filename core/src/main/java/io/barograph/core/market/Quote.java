package io.barograph.core.market;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a venue offers for one symbol at one time, or a sign of life of its feed.
 *
 * @param receivedAt when it came here, milliseconds since the epoch; quotes are taken in this order
 * @param eventTime when the venue made it, milliseconds since the epoch
 * @param symbol the instrument; empty in a heartbeat, which says that the feed is connected
 * @param venue the venue or feed; its calendar says when silence counts
 * @param sequence the feed's number of this quote of the symbol, or {@link #NO_SEQUENCE}
 * @param bid the best price bid, in the instrument's currency; not above 0 is a fault
 * @param ask the best price asked
 * @param bidSize the size bid, in units of the instrument
 * @param askSize the size asked
 * @param volume the volume traded since the quote before, in units of the instrument
 */
public record Quote(
    long receivedAt,
    long eventTime,
    String symbol,
    String venue,
    long sequence,
    double bid,
    double ask,
    double bidSize,
    double askSize,
    double volume)
    implements BusinessRecord {
  /** The sequence of a feed that does not number its quotes. */
  public static final long NO_SEQUENCE = -1;

  /** A quote. */
  public Quote {
    if (venue.isEmpty()) {
      throw new IllegalArgumentException("venue must be given");
    }
    if (sequence < NO_SEQUENCE) {
      throw new IllegalArgumentException("sequence must be >= 0, was " + sequence);
    }
  }

  @Override
  public long time() {
    return receivedAt;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(receivedAt);
    out.writeLong(eventTime);
    out.writeUTF(symbol);
    out.writeUTF(venue);
    out.writeLong(sequence);
    out.writeDouble(bid);
    out.writeDouble(ask);
    out.writeDouble(bidSize);
    out.writeDouble(askSize);
    out.writeDouble(volume);
  }

  /** Reads what {@link #write} wrote. */
  public static Quote read(DataInput in) throws IOException {
    return new Quote(
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }

  /** A sign of life of the feed of {@code venue}. */
  public static Quote heartbeat(long receivedAt, String venue) {
    return new Quote(receivedAt, receivedAt, "", venue, NO_SEQUENCE, 0, 0, 0, 0, 0);
  }

  /** True if this is a sign of life, no quote. */
  public boolean isHeartbeat() {
    return symbol.isEmpty();
  }

  /** Tells quotes of one symbol and receive time apart, in the order of their sequence. */
  String id() {
    String digits = Long.toString(sequence);
    return "0".repeat(Math.max(0, 19 - digits.length()))
        + digits
        + ' '
        + eventTime
        + ' '
        + bid
        + ' '
        + ask
        + ' '
        + bidSize
        + ' '
        + askSize
        + ' '
        + volume;
  }
}
