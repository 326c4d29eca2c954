package io.barograph.core.strategy;

import io.barograph.core.labels.Labels;

/** What belongs together: one account and one strategy. */
final class StrategyKey {
  private StrategyKey() {}

  /** No two pairs have the same key: the length of the account stands before it. */
  static String of(String account, String strategy) {
    return account.length() + ":" + account + ":" + strategy;
  }

  /** What policies match. */
  static Labels labels(String account, String strategy) {
    return Labels.of("account", account, "strategy", strategy);
  }
}
