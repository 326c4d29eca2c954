package io.barograph.core.strategy;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A trade that was opened and closed again.
 *
 * @param account may be empty
 * @param strategy whose trade it is
 * @param id tells trades of an account and strategy apart
 * @param symbol may be empty
 * @param venue may be empty
 * @param side which way it was opened
 * @param quantity how much was traded, at least 0
 * @param decisionPrice the price at which the strategy decided; NaN if it is not known
 * @param fillPrice the price that it got; NaN if it is not known
 * @param pnl profit or loss with all costs, in the account's currency
 * @param openTime in milliseconds since the epoch
 * @param closeTime in milliseconds since the epoch; the trade counts at this time
 * @param fillLatencyMillis from the order to its fill; NaN if it is not known
 */
public record Trade(
    String account,
    String strategy,
    String id,
    String symbol,
    String venue,
    TradeSide side,
    double quantity,
    double decisionPrice,
    double fillPrice,
    double pnl,
    long openTime,
    long closeTime,
    double fillLatencyMillis)
    implements BusinessRecord {
  private static final int NUMBER_DIGITS = 20;
  private static final double BASIS_POINTS = 1e4;

  /**
   * How much worse than decided the fill was, in basis points of the decided price: {@code side *
   * (fill - decision) / decision * 10000}; negative is better, NaN if a price is not known.
   */
  public double slippageBasisPoints() {
    return decisionPrice > 0
        ? side.sign() * (fillPrice - decisionPrice) / decisionPrice * BASIS_POINTS
        : Double.NaN;
  }

  /** Quantity times fill price, in the account's currency; NaN if the price is not known. */
  public double value() {
    return quantity * fillPrice;
  }

  /**
   * The id behind the number at its end, so that text order is the order of the numbers: {@code
   * a-9} before {@code a-10}.
   */
  public String orderedId() {
    int digits = 0;
    while (digits < id.length()
        && digits < NUMBER_DIGITS
        && Character.isDigit(id.charAt(id.length() - 1 - digits))) {
      digits++;
    }
    return "0".repeat(NUMBER_DIGITS - digits) + id.substring(id.length() - digits) + " " + id;
  }

  /** When it counts: the time at which it was closed. */
  @Override
  public long time() {
    return closeTime;
  }

  /** Writes all of it. */
  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(account);
    out.writeUTF(strategy);
    out.writeUTF(id);
    out.writeUTF(symbol);
    out.writeUTF(venue);
    out.writeBoolean(side == TradeSide.BUY);
    out.writeDouble(quantity);
    out.writeDouble(decisionPrice);
    out.writeDouble(fillPrice);
    out.writeDouble(pnl);
    out.writeLong(openTime);
    out.writeLong(closeTime);
    out.writeDouble(fillLatencyMillis);
  }

  /** Reads what {@link #write} wrote. */
  public static Trade read(DataInput in) throws IOException {
    return new Trade(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readBoolean() ? TradeSide.BUY : TradeSide.SELL,
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readDouble());
  }
}
