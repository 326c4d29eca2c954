package io.barograph.core.market;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import java.io.DataInput;
import java.io.IOException;

/**
 * Quotes and heartbeats by venue, in the order in which they were received.
 *
 * @param policies when quotes are faulty, by venue
 */
public record FeedMeasureKind(PolicyBook<MarketPolicy> policies) implements MeasureKind<Quote> {
  private static final long serialVersionUID = 1;

  /** One policy for all. */
  public FeedMeasureKind(MarketPolicy policy) {
    this(PolicyBook.of(policy));
  }

  @Override
  public String name() {
    return "feeds";
  }

  @Override
  public String key(Quote quote) {
    return quote.venue();
  }

  @Override
  public long time(Quote quote) {
    return quote.receivedAt();
  }

  @Override
  public String id(Quote quote) {
    return quote.symbol() + ' ' + quote.id();
  }

  @Override
  public FeedMeasure begin(Quote first) {
    return new FeedMeasure(first.venue(), policyOf(first.venue()));
  }

  @Override
  public FeedMeasure read(DataInput in) throws IOException {
    return FeedMeasure.read(in, this::policyOf);
  }

  private MarketPolicy policyOf(String venue) {
    return policies.of(Labels.of("venue", venue));
  }
}
