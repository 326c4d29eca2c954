package io.barograph.core.policy;

import io.barograph.core.market.MarketPolicy;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.prediction.WatchedModel;
import io.barograph.core.service.RequestPolicy;
import io.barograph.core.service.UserPolicy;
import io.barograph.core.strategy.StrategyPolicy;
import java.io.Serializable;
import java.util.Map;

/**
 * How business records are judged.
 *
 * @param strategies by {@code account} and {@code strategy}
 * @param quotes by {@code venue} and {@code symbol}, which a feed as a whole lacks
 * @param models by their names, versions and segments
 * @param requests by {@code service}, {@code endpoint} and {@code method}
 * @param users by {@code service}
 */
public record MeasurePolicies(
    PolicyBook<StrategyPolicy> strategies,
    PolicyBook<MarketPolicy> quotes,
    PolicyBook<WatchedModel> models,
    PolicyBook<RequestPolicy> requests,
    PolicyBook<UserPolicy> users)
    implements Serializable {
  /** The defaults of all. */
  public static final MeasurePolicies DEFAULT =
      new MeasurePolicies(
          PolicyBook.of(StrategyPolicy.DEFAULT),
          PolicyBook.of(MarketPolicy.DEFAULT),
          PolicyBook.of(WatchedModel.DEFAULT),
          PolicyBook.of(RequestPolicy.DEFAULT),
          PolicyBook.of(UserPolicy.DEFAULT));

  /** These with others behind them, for keys that these say nothing of. */
  public MeasurePolicies followedBy(MeasurePolicies others) {
    return new MeasurePolicies(
        strategies.followedBy(others.strategies),
        quotes.followedBy(others.quotes),
        models.followedBy(others.models),
        requests.followedBy(others.requests),
        users.followedBy(others.users));
  }

  /**
   * These with the calendars of more venues.
   *
   * @param calendars the calendar of each venue
   */
  public MeasurePolicies withCalendars(Map<String, String> calendars) {
    PolicyBook<MarketPolicy> other = quotes.map(policy -> with(policy, calendars));
    return new MeasurePolicies(strategies, other, models, requests, users);
  }

  private static MarketPolicy with(MarketPolicy policy, Map<String, String> calendars) {
    MarketPolicy more = policy;
    for (Map.Entry<String, String> one : calendars.entrySet()) {
      more = more.withCalendar(one.getKey(), one.getValue());
    }
    return more;
  }
}
