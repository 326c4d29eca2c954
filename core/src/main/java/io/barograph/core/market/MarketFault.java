package io.barograph.core.market;

/** What can be wrong with a stream of quotes. */
public enum MarketFault {
  /** The price leaps and comes back within a few quotes; a jump that stays is none. */
  SPIKE("spike", "spikes"),

  /** The bid lies above the ask. */
  CROSSED("crossed", "crossed"),

  /** The spread is a multiple of its usual width. */
  WIDE_SPREAD("wide_spread", "wide_spreads"),

  /** Several quotes in a row carry far more volume than usual. */
  VOLUME_BURST("volume_burst", "volume_bursts"),

  /** Many quotes in a row carry less volume than is usual. */
  VOLUME_DROUGHT("volume_drought", "volume_droughts"),

  /** Bid and ask are equal for longer than a moment. */
  LOCKED("locked", "locked"),

  /** Sequence numbers are missing and did not come late either. */
  SEQ_GAP("seq_gap", "sequence_gaps"),

  /** A quote came twice. */
  DUPLICATE("duplicate", "duplicates"),

  /** A quote came behind one that was made after it, though not very late. */
  OUT_OF_ORDER("out_of_order", "out_of_order"),

  /** A price is not above zero. */
  NONPOSITIVE("nonpositive", "nonpositive"),

  /** Prices and sizes do not change while quotes come. */
  STUCK_PRICE("stuck_price", "stuck_prices"),

  /** No quote comes while the venue is open. */
  GAP("gap", "gaps"),

  /** A quote came much later than is usual. */
  LATE_ARRIVAL("late_arrival", "late_arrivals"),

  /** A quote was received before it was made. */
  CLOCK_SKEW("clock_skew", "clock_skews");

  private final String word;
  private final String counter;

  MarketFault(String word, String counter) {
    this.word = word;
    this.counter = QuoteMeasure.METRIC_PREFIX + counter + "_total";
  }

  /** The fault's name in files, such as {@code wide_spread}. */
  public String word() {
    return word;
  }

  /** The name of the metric that counts it. */
  public String counter() {
    return counter;
  }
}
