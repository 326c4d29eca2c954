package io.barograph.formats.record;

import io.barograph.core.market.Quote;
import io.barograph.formats.decode.MalformedRecordException;

/**
 * Reads a quote: {@code recv_time} or {@code recv_epoch}, {@code event_time} or {@code
 * event_epoch}, {@code symbol}, {@code venue}, {@code seq}, {@code bid}, {@code ask}, {@code
 * bid_size}, {@code ask_size}, {@code volume}.
 *
 * <p>The receive time is the event time unless given, the sizes and the volume are 0, and a feed
 * need not number its quotes. {@code type} {@code heartbeat} is a sign of life, which has no symbol
 * and no prices.
 */
public final class QuoteReader implements RecordReader<Quote> {
  private static final long serialVersionUID = 1;

  @Override
  public Quote read(RecordFields fields) throws MalformedRecordException {
    String type = fields.text("type", "quote");
    if (type.equals("heartbeat")) {
      return Quote.heartbeat(
          fields.time(fields.hasTime("recv") ? "recv" : "event"), fields.text("venue"));
    }
    if (!type.equals("quote")) {
      throw MalformedRecordException.of("type", type, "must be quote or heartbeat");
    }
    long eventTime = fields.time("event");
    long sequence = fields.integer("seq", Quote.NO_SEQUENCE);
    if (sequence < 0 && fields.has("seq")) {
      throw MalformedRecordException.of("seq", fields.text("seq"), "must be >= 0");
    }
    return new Quote(
        fields.hasTime("recv") ? fields.time("recv") : eventTime,
        eventTime,
        fields.text("symbol"),
        fields.text("venue"),
        sequence,
        fields.number("bid"),
        fields.number("ask"),
        notNegative(fields, "bid_size"),
        notNegative(fields, "ask_size"),
        notNegative(fields, "volume"));
  }

  private static double notNegative(RecordFields fields, String field)
      throws MalformedRecordException {
    double number = fields.number(field, 0);
    if (number < 0) {
      throw MalformedRecordException.of(field, fields.text(field), "must be >= 0");
    }
    return number;
  }
}
