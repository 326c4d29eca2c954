package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.RuleBudget;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.formats.inspect.StateAnswerJson;
import io.barograph.jobs.inspect.CostQuestionsTest;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

final class RuleBudgetFunctionTest {
  @Test
  void whatPeopleAskedIsHandedOnAndWhatTheJobAskedIsNot() throws Exception {
    try (OneInputStreamOperatorTestHarness<byte[], byte[]> harness = harness()) {
      byte[] peoples = answer("q-1", 5, 0);
      harness.processElement(peoples, 0);
      harness.processElement(answer(CostQuestionsTest.questionAt(60_000).id(), 5, 0), 0);
      assertThat(harness.extractOutputValues()).containsExactly(peoples);
    }
  }

  @Test
  void aRuleThatFiresForTooManyIsCountedAtItsThirdCheckAndOneInShadowIsNot() throws Exception {
    try (OneInputStreamOperatorTestHarness<byte[], byte[]> harness = harness()) {
      for (int minute = 1; minute <= 4; minute++) {
        harness.setProcessingTime(60_000L * minute);
        StateQuestion question = CostQuestionsTest.questionAt(60_000L * minute);
        harness.processElement(answer(question.id(), 5, 0), 0);
        assertThat(breaches(harness)).isZero();
        harness.processElement(answer(question.id(), 6, 1), 0);
        assertThat(breaches(harness)).isEqualTo(minute == 4 ? 1 : 0);
      }
    }
  }

  private static long breaches(OneInputStreamOperatorTestHarness<byte[], byte[]> harness) {
    return ((RuleBudgetFunction) ((ProcessOperator<?, ?>) harness.getOperator()).getUserFunction())
        .breaches();
  }

  private static OneInputStreamOperatorTestHarness<byte[], byte[]> harness() throws Exception {
    OneInputStreamOperatorTestHarness<byte[], byte[]> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new RuleBudgetFunction(new RuleBudget(0, 0, 10), null)));
    harness.open();
    return harness;
  }

  private static byte[] answer(String question, long firing, int subtask) {
    StateAnswer.Scope scope = new StateAnswer.Scope("job", List.of("raw"), 0);
    return StateAnswerJson.encode(
        new StateAnswer(
            question,
            new StateAnswer.Answerer(scope, "raw", 0, subtask, 2),
            false,
            List.of(),
            List.of(),
            List.of(),
            List.of(rule("Late", firing), rule("Tried in shadow", 100))));
  }

  private static InspectedRule rule(String name, long firing) {
    return new InspectedRule(
        new Owner("desk", "orders", name, "3"),
        name,
        15_000,
        List.of(),
        new TreeMap<>(),
        new InspectedRule.Counts(0, 1, 0, 0, firing, 0, 0, 1, 1));
  }
}
