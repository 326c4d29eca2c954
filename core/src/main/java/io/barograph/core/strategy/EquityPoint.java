package io.barograph.core.strategy;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What an account or its part is worth at a time, open positions marked to the market.
 *
 * @param account may be empty
 * @param strategy whose equity it is
 * @param venue whose session days its daily figures follow; may be empty
 * @param time in milliseconds since the epoch
 * @param equity in the account's currency
 */
public record EquityPoint(String account, String strategy, String venue, long time, double equity)
    implements BusinessRecord {
  /** Writes all of it. */
  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(account);
    out.writeUTF(strategy);
    out.writeUTF(venue);
    out.writeLong(time);
    out.writeDouble(equity);
  }

  /** Reads what {@link #write} wrote. */
  public static EquityPoint read(DataInput in) throws IOException {
    return new EquityPoint(
        in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), in.readDouble());
  }
}
