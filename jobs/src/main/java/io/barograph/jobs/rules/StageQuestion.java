package io.barograph.jobs.rules;

import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.labels.Labels;

/**
 * A question about the state of the job on its way to those who answer it. It takes no part in
 * checkpoints: one that is lost is asked again.
 *
 * @param partitionKey stands for the subtask that it is sent to
 * @param scope the job, and all that answer in it
 * @param stage the name of the series stage that it has come to; empty before
 */
record StageQuestion(
    Labels partitionKey, StateAnswer.Scope scope, String stage, StateQuestion question)
    implements StageRecord {
  /** The same, come to the stage of that place. */
  StageQuestion at(int place) {
    return new StageQuestion(partitionKey, scope, scope.stages().get(place), question);
  }

  /** The same, sent to a subtask. */
  StageQuestion to(Labels key) {
    return new StageQuestion(key, scope, stage, question);
  }
}
