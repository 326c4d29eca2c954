package io.barograph.formats.record;

import io.barograph.core.strategy.Trade;
import io.barograph.core.strategy.TradeSide;
import io.barograph.formats.decode.MalformedRecordException;
import java.util.Locale;
import java.util.Optional;

/**
 * MetaTrader 5 deals, by the names of its deal properties: {@code DEAL_TICKET} as MQL5 has it, or
 * {@code ticket} as its Python package has it.
 *
 * <p>A deal that closes a position, wholly or in part, is a trade: its profit is that of the deal
 * with swap, commission and fee, its strategy the magic number, its side that of the position. What
 * opens a position, and what is no trade at all (deposits, credit, charges), is nothing. A deal
 * knows neither when its position was opened nor at what price it was decided on.
 */
public final class MetaTraderDealReader implements RecordReader<Optional<Trade>> {
  private static final String PREFIX = "DEAL_";
  private static final int TYPE_BUY = 0;
  private static final int TYPE_SELL = 1;
  private static final int ENTRY_IN = 0;
  private static final int ENTRY_OUT_BY = 3;

  @Override
  public Optional<Trade> read(RecordFields fields) throws MalformedRecordException {
    long type = fields.integer(name(fields, "type"));
    if (type != TYPE_BUY && type != TYPE_SELL) {
      return Optional.empty();
    }
    String entryField = name(fields, "entry");
    long entry = fields.integer(entryField);
    if (entry < ENTRY_IN || entry > ENTRY_OUT_BY) {
      throw MalformedRecordException.of(
          entryField, fields.text(entryField), "must be 0 (in), 1 (out), 2 (inout) or 3 (out by)");
    }
    if (entry == ENTRY_IN) {
      return Optional.empty();
    }
    String milliseconds = name(fields, "time_msc");
    long time =
        fields.has(milliseconds)
            ? fields.instant(milliseconds)
            : fields.seconds(name(fields, "time"));
    double profit =
        fields.number(name(fields, "profit"))
            + fields.number(name(fields, "swap"), 0)
            + fields.number(name(fields, "commission"), 0)
            + fields.number(name(fields, "fee"), 0);
    return Optional.of(
        new Trade(
            fields.text("account", fields.text("login", "")),
            fields.text(name(fields, "magic"), "0"),
            fields.text(name(fields, "ticket")),
            fields.text(name(fields, "symbol"), ""),
            "",
            type == TYPE_SELL ? TradeSide.BUY : TradeSide.SELL,
            TradeReader.notNegative(fields, name(fields, "volume")),
            Double.NaN,
            TradeReader.priceOrNone(fields, name(fields, "price")),
            profit,
            time,
            time,
            Double.NaN));
  }

  private static String name(RecordFields fields, String name) {
    String property = PREFIX + name.toUpperCase(Locale.ROOT);
    return fields.has(property) ? property : name;
  }
}
