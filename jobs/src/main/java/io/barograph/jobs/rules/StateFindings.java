package io.barograph.jobs.rules;

import io.barograph.core.inspect.InspectedAlert;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.InspectedSeries;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.SupportingSeries;
import io.barograph.formats.inspect.StateAnswerJson;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.util.OutputTag;

/** What a subtask finds for an answer, as much as that may hold. Not thread-safe. */
final class StateFindings {
  /** Answers to questions about the state, as JSON. */
  static final OutputTag<byte[]> ANSWERS =
      new OutputTag<>("state-answers", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final int MAX_RULES = 5_000;

  private final List<InspectedSeries> series = new ArrayList<>();
  private final List<InspectedAlert> alerts = new ArrayList<>();
  private final List<SupportingSeries> supports = new ArrayList<>();
  private final List<InspectedRule> rules = new ArrayList<>();
  private boolean isTruncated;

  void add(InspectedSeries one) {
    add(one, series, StateAnswer.MAX_ITEMS);
  }

  void add(InspectedAlert one) {
    add(one, alerts, StateAnswer.MAX_ITEMS);
  }

  void add(SupportingSeries one) {
    add(one, supports, StateAnswer.MAX_ITEMS);
  }

  void add(InspectedRule one) {
    add(one, rules, MAX_RULES);
  }

  private <T> void add(T one, List<T> all, int most) {
    if (all.size() < most) {
      all.add(one);
    } else {
      isTruncated = true;
    }
  }

  /**
   * The answer that this comes to.
   *
   * @param level 0 of the series stage
   */
  byte[] answer(StageQuestion asked, int level, TaskInfo task) {
    return StateAnswerJson.encode(
        new StateAnswer(
            asked.question().id(),
            new StateAnswer.Answerer(
                asked.scope(),
                asked.stage(),
                level,
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks()),
            isTruncated,
            series,
            alerts,
            supports,
            rules));
  }
}
