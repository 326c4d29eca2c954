package io.barograph.jobs.rules;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.labels.Labels;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * How far a subtask of the series stage, or of a level of the group stage, is with one input: it
 * has told all that it has to tell of that time.
 *
 * <p>Each subtask sends its marks to every subtask of the level above, behind what they are about,
 * so that each domain of rules goes on by its own clock, and domains may come and go with rules.
 *
 * @param partitionKey stands for the subtask that it is sent to
 * @param sender the place of the subtask that sends it among all that send to that level
 * @param input the place of the input
 * @param time how far the input is
 */
record StageMark(Labels partitionKey, int sender, int input, InputTime time)
    implements StageRecord {
  private static final Labels[] KEY_OF_GROUP = findKeys();

  /**
   * The keys that stand for the subtasks of an operator.
   *
   * @param parallelism of the operator
   */
  static Labels[] keysOfSubtasks(int parallelism) {
    Labels[] keys = new Labels[parallelism];
    for (int subtask = 0; subtask < parallelism; subtask++) {
      keys[subtask] =
          KEY_OF_GROUP[
              KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                      KeyGroups.COUNT, parallelism, subtask)
                  .getStartKeyGroup()];
    }
    return keys;
  }

  private static Labels[] findKeys() {
    Labels[] keys = new Labels[KeyGroups.COUNT];
    int missing = keys.length;
    for (long number = 0; missing > 0; number++) {
      Labels key = Labels.of("__subtask__", Fingerprint.toHex(number));
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, KeyGroups.COUNT);
      if (keys[group] == null) {
        keys[group] = key;
        missing--;
      }
    }
    return keys;
  }
}
