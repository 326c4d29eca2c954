package io.barograph.formats.record;

import io.barograph.core.strategy.Trade;
import io.barograph.core.strategy.TradeSide;
import io.barograph.formats.decode.MalformedRecordException;

/**
 * Trades as {@code docs/schemas/trade.schema.json} has them; {@code trade_id} for {@code id} and
 * {@code qty} for {@code quantity} are taken too.
 */
public final class TradeReader implements RecordReader<Trade> {
  @Override
  public Trade read(RecordFields fields) throws MalformedRecordException {
    long close = fields.time("close");
    long open = fields.hasTime("open") ? fields.time("open") : close;
    if (open > close) {
      throw MalformedRecordException.malformed(
          "open_time: must not be after close_time, was %d ms after it".formatted(open - close));
    }
    return new Trade(
        fields.text("account", ""),
        fields.text("strategy"),
        fields.text(fields.has("trade_id") ? "trade_id" : "id"),
        fields.text("symbol", ""),
        fields.text("venue", ""),
        side(fields, "side"),
        notNegative(fields, fields.has("qty") ? "qty" : "quantity"),
        priceOrNone(fields, "decision_price"),
        priceOrNone(fields, "fill_price"),
        fields.number("pnl"),
        open,
        close,
        fields.has("fill_latency_ms") ? notNegative(fields, "fill_latency_ms") : Double.NaN);
  }

  private static TradeSide side(RecordFields fields, String field) throws MalformedRecordException {
    String side = fields.text(field);
    if (side.equalsIgnoreCase("buy") || side.equalsIgnoreCase("long")) {
      return TradeSide.BUY;
    }
    if (side.equalsIgnoreCase("sell") || side.equalsIgnoreCase("short")) {
      return TradeSide.SELL;
    }
    throw MalformedRecordException.of(field, side, "must be buy, long, sell or short");
  }

  /** A price over 0; NaN if it is not given. */
  static double priceOrNone(RecordFields fields, String field) throws MalformedRecordException {
    if (!fields.has(field)) {
      return Double.NaN;
    }
    double price = fields.number(field);
    if (price <= 0) {
      throw MalformedRecordException.of(field, fields.text(field), "must be > 0");
    }
    return price;
  }

  /** A number that must be given, at least 0. */
  static double notNegative(RecordFields fields, String field) throws MalformedRecordException {
    double number = fields.number(field);
    if (number < 0) {
      throw MalformedRecordException.of(field, fields.text(field), "must be >= 0");
    }
    return number;
  }
}
