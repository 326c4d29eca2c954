package io.barograph.core.strategy;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A change of an order's state.
 *
 * @param account may be empty
 * @param strategy whose order it is
 * @param id of the order, the same in all its changes
 * @param symbol may be empty
 * @param venue may be empty
 * @param state what it changed to
 * @param time in milliseconds since the epoch
 */
public record OrderChange(
    String account,
    String strategy,
    String id,
    String symbol,
    String venue,
    OrderState state,
    long time)
    implements BusinessRecord {
  /** Writes all of it. */
  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(account);
    out.writeUTF(strategy);
    out.writeUTF(id);
    out.writeUTF(symbol);
    out.writeUTF(venue);
    out.writeUTF(state.name());
    out.writeLong(time);
  }

  /** Reads what {@link #write} wrote. */
  public static OrderChange read(DataInput in) throws IOException {
    return new OrderChange(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        OrderState.valueOf(in.readUTF()),
        in.readLong());
  }
}
