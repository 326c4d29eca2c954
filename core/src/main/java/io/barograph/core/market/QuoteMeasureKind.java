package io.barograph.core.market;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import java.io.DataInput;
import java.io.IOException;

/**
 * Quotes by venue and symbol, in the order in which they were received. Of heartbeats nothing is
 * kept; see {@link FeedMeasureKind}.
 *
 * @param policies when quotes are faulty, by venue and symbol
 */
public record QuoteMeasureKind(PolicyBook<MarketPolicy> policies) implements MeasureKind<Quote> {
  private static final long serialVersionUID = 1;

  /** One policy for all. */
  public QuoteMeasureKind(MarketPolicy policy) {
    this(PolicyBook.of(policy));
  }

  @Override
  public String name() {
    return "quotes";
  }

  @Override
  public String key(Quote quote) {
    // The length keeps venues and symbols apart whatever characters they have.
    return quote.venue().length() + ":" + quote.venue() + ":" + quote.symbol();
  }

  @Override
  public long time(Quote quote) {
    return quote.receivedAt();
  }

  @Override
  public String id(Quote quote) {
    return quote.id();
  }

  @Override
  public QuoteMeasure begin(Quote first) {
    return new QuoteMeasure(first.venue(), first.symbol(), policyOf(first.venue(), first.symbol()));
  }

  @Override
  public QuoteMeasure read(DataInput in) throws IOException {
    return QuoteMeasure.read(in, this::policyOf);
  }

  private MarketPolicy policyOf(String venue, String symbol) {
    return policies.of(Labels.of("venue", venue, "symbol", symbol));
  }
}
