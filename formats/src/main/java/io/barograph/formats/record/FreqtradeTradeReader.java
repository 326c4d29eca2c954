package io.barograph.formats.record;

import io.barograph.core.strategy.Trade;
import io.barograph.core.strategy.TradeSide;
import io.barograph.formats.decode.MalformedRecordException;
import java.util.Optional;

/**
 * Trades in the JSON that freqtrade tells of them: {@code trade_id}, {@code pair}, {@code
 * strategy}, {@code is_short}, {@code amount}, {@code open_rate}, {@code open_rate_requested},
 * {@code profit_abs}, and the times in milliseconds. A trade that is still open is nothing.
 */
public final class FreqtradeTradeReader implements RecordReader<Optional<Trade>> {
  private static final String OPENED = "open_timestamp";
  private static final String FILLED = "open_fill_timestamp";
  private static final String CLOSED = "close_timestamp";

  @Override
  public Optional<Trade> read(RecordFields fields) throws MalformedRecordException {
    if (isTrue(fields, "is_open") || !fields.has(CLOSED)) {
      return Optional.empty();
    }
    long opened = fields.instant(OPENED);
    long closed = fields.instant(CLOSED);
    double latency = fields.has(FILLED) ? fields.instant(FILLED) - opened : Double.NaN;
    return Optional.of(
        new Trade(
            fields.text("account", ""),
            fields.text("strategy"),
            fields.text("trade_id"),
            fields.text("pair", ""),
            fields.text("exchange", ""),
            isTrue(fields, "is_short") ? TradeSide.SELL : TradeSide.BUY,
            TradeReader.notNegative(fields, "amount"),
            TradeReader.priceOrNone(fields, "open_rate_requested"),
            TradeReader.priceOrNone(fields, "open_rate"),
            fields.number(fields.has("profit_abs") ? "profit_abs" : "close_profit_abs"),
            Math.min(opened, closed),
            closed,
            latency >= 0 ? latency : Double.NaN));
  }

  private static boolean isTrue(RecordFields fields, String field) throws MalformedRecordException {
    String told = fields.text(field, "false");
    if (!told.equalsIgnoreCase("true") && !told.equalsIgnoreCase("false")) {
      throw MalformedRecordException.of(field, told, "must be true or false");
    }
    return told.equalsIgnoreCase("true");
  }
}
