package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;

/**
 * What travels to the group stage: what series give, how far those who give it have come, and how
 * the rules change, and what is asked about all that.
 */
sealed interface StageRecord permits LeafElement, StageMark, StageChange, StageQuestion {
  /** The key by which it finds its subtask. */
  Labels partitionKey();
}
