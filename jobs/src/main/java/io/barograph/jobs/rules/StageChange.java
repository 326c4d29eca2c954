package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;

/**
 * A change of rules on its way to the group stage, before all that comes of it.
 *
 * @param partitionKey stands for the subtask that it is sent to
 */
record StageChange(Labels partitionKey, RuleChange change) implements StageRecord {}
