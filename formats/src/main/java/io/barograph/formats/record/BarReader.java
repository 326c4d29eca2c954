package io.barograph.formats.record;

import io.barograph.core.market.Bar;
import io.barograph.formats.decode.MalformedRecordException;

/**
 * Reads a bar: {@code open_time} or {@code open_epoch} (when it begins), {@code symbol}, {@code
 * venue}, {@code open}, {@code high}, {@code low}, {@code close}, and {@code volume}, which is 0
 * unless given. The high must not lie below any of the prices, the low not above.
 */
public final class BarReader implements RecordReader<Bar> {
  private static final long serialVersionUID = 1;

  @Override
  public Bar read(RecordFields fields) throws MalformedRecordException {
    double open = fields.number("open");
    double high = fields.number("high");
    double low = fields.number("low");
    double close = fields.number("close");
    double volume = fields.number("volume", 0);
    if (high < Math.max(open, close)) {
      throw MalformedRecordException.of(
          "high",
          fields.text("high"),
          "must be >= open and close, %s".formatted(Math.max(open, close)));
    }
    if (low > Math.min(open, close)) {
      throw MalformedRecordException.of(
          "low",
          fields.text("low"),
          "must be <= open and close, %s".formatted(Math.min(open, close)));
    }
    if (volume < 0) {
      throw MalformedRecordException.of("volume", fields.text("volume"), "must be >= 0");
    }
    return new Bar(
        fields.time("open"),
        fields.text("symbol"),
        fields.text("venue"),
        open,
        high,
        low,
        close,
        volume);
  }
}
