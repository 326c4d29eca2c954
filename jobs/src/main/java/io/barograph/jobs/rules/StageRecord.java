package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;

/** What travels to the group stage: what series give, and how far those who give it have come. */
sealed interface StageRecord permits LeafElement, StageMark {
  /** The key by which it finds its subtask. */
  Labels partitionKey();
}
