package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one subtask tells every subtask of the level above about its inputs: only that a tick has
 * been passed, as nothing happens between ticks, and the end. Not thread-safe.
 */
final class StageMarks {
  private final int sender;
  private final Labels[] keys;
  private final long[] marked;
  private long[] steps;

  /**
   * No mark sent yet.
   *
   * @param sender the place of this subtask among all that send to the level above
   * @param parallelism of the level above
   * @param inputs how many there are
   */
  StageMarks(int sender, int parallelism, int inputs) {
    this.sender = sender;
    this.keys = StageMark.keysOfSubtasks(parallelism);
    this.marked = new long[inputs];
    Arrays.fill(marked, Long.MIN_VALUE);
    this.steps = new long[inputs];
  }

  /** Takes the domains whose ticks are to be marked. */
  void follow(List<RuleSet.Domain> domains) {
    steps = new long[marked.length];
    for (RuleSet.Domain domain : domains) {
      for (int input : domain.inputs()) {
        steps[input] = Domains.greatestCommonDivisor(steps[input], domain.stepMillis());
      }
    }
  }

  /** Sends a change of rules. */
  void send(RuleChange change, Consumer<StageRecord> to) {
    for (Labels key : keys) {
      to.accept(new StageChange(key, change));
    }
  }

  /** Sends a question about the state of the job. */
  void send(StageQuestion question, Consumer<StageRecord> to) {
    for (Labels key : keys) {
      to.accept(question.to(key));
    }
  }

  /** Sends a mark of an input, if a tick lies between it and the last one, or it ends. */
  void send(int input, InputTime time, Consumer<StageRecord> to) {
    long watermark = time.watermark();
    long step = steps[input];
    boolean isFirst = marked[input] == Long.MIN_VALUE;
    if (step == 0 || watermark <= marked[input]) {
      return;
    }
    if (isFirst
        || time.hasEnded()
        || Math.floorDiv(watermark, step) > Math.floorDiv(marked[input], step)) {
      marked[input] = watermark;
      for (Labels key : keys) {
        to.accept(new StageMark(key, sender, input, time));
      }
    }
  }
}
