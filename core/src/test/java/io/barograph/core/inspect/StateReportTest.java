package io.barograph.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Observation;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateReportTest {
  private static final long TICK = 15_000;
  private static final Owner OWNER = new Owner("desk", "g", "High", "3");
  private static final StateAnswer.Scope SCOPE = new StateAnswer.Scope("job", List.of("raw"), 1);
  private static final Labels JOB_A = Labels.of("job", "a");

  @Test
  void isCompleteWhenEverySubtaskOfEveryOperatorHasAnswered() {
    StateReport report = new StateReport(SCOPE);
    assertThat(report.missing())
        .containsExactly("series of stage raw", "groups, level 1 of stage raw");
    report.add(answer(0, 0, 2));
    report.add(answer(0, 0, 2));
    report.add(answer(1, 0, 1));
    assertThat(report.missing()).containsExactly("series of stage raw, subtask 2 of 2");
    assertThat(report.isComplete()).isFalse();
    report.add(answer(0, 1, 2));
    assertThat(report.isComplete()).isTrue();
    assertThat(report.series()).as("an answer that came twice counts once").hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "30s, 0s, 900s, TRUE, 45000, HELD_LONG_ENOUGH",
    "31s, 0s, 900s, TRUE, 60000, HELD_LONG_ENOUGH",
    "0s, 20s, 900s, FALSE, 60000, KEEP_FIRING_ELAPSED",
    "0s, 30s, 900s, FALSE, 60000, KEEP_FIRING_ELAPSED",
    "0s, 0s, 40s, NO_DATA, 75000, NODATA_TIMEOUT",
    "60s, 0s, 30s, NO_DATA, 60000, NODATA_TIMEOUT"
  })
  void anAlertChangesWhenItsClockSays(
      String hold,
      String keep,
      String timeout,
      Observation observation,
      long changesAt,
      AlertReason reason) {
    AlertPolicy policy =
        new AlertPolicy(duration(hold), duration(keep), NoDataPolicy.KEEP_LAST, duration(timeout));
    AlertState state = AlertLifecycle.next(null, Observation.TRUE, 1, TICK, policy).state();
    state = AlertLifecycle.next(state, observation, 1, 2 * TICK, policy).state();
    assertThat(alert(state, policy, 0).changesAt()).hasValue(changesAt);

    for (long tick = 3 * TICK; tick <= changesAt; tick += TICK) {
      AlertLifecycle.Step step = AlertLifecycle.next(state, observation, 1, tick, policy);
      assertThat(step.reason()).as("at %d", tick).isEqualTo(tick == changesAt ? reason : null);
      state = step.state();
    }
  }

  @Test
  void anAlertThatJustFiresOrIsOverHasNoClock() {
    AlertPolicy policy = AlertPolicy.live(Duration.ZERO, Duration.ZERO);
    AlertState firing = AlertLifecycle.next(null, Observation.TRUE, 1, TICK, policy).state();
    AlertState over = AlertLifecycle.next(firing, Observation.FALSE, 1, 2 * TICK, policy).state();

    assertThat(alert(firing, policy, 0).changesAt()).isEmpty();
    assertThat(alert(over, policy, 0).changesAt()).isEmpty();
  }

  @Test
  void anAlertRestsOnTheSeriesThatAgreeWithItOfLeavesThatHadData() {
    AlertPolicy policy = AlertPolicy.live(Duration.ZERO, Duration.ZERO);
    AlertState firing = AlertLifecycle.next(null, Observation.TRUE, 1, TICK, policy).state();
    InspectedAlert alert = alert(firing, policy, 2);
    SupportingSeries own = support(OWNER, 2, Labels.of("__name__", "x", "job", "a", "host", "h"));

    StateReport report = new StateReport(SCOPE);
    report.add(
        new StateAnswer(
            "q",
            new StateAnswer.Answerer(SCOPE, "raw", 0, 0, 1),
            true,
            List.of(),
            List.of(alert),
            List.of(
                support(OWNER, 2, Labels.of("job", "b")),
                support(OWNER, 1, JOB_A),
                support(new Owner("desk", "g", "Low", "3"), 2, JOB_A),
                support(OWNER, 0, JOB_A),
                own),
            List.of()));
    assertThat(report.supportsOf(alert)).containsExactly(own);
    assertThat(report.isTruncated()).isTrue();
  }

  @Test
  void whatSubtasksKnowOfARuleIsAddedUp() {
    InspectedRule.Version first = new InspectedRule.Version(Long.MIN_VALUE, "1", "x > 1");
    InspectedRule.Version gone = new InspectedRule.Version(60_000, "", "");
    InspectedRule.Version second = new InspectedRule.Version(60_000, "2", "sum(x) > 1");
    InspectedRule one = rule(List.of(first, gone), Map.of("m", 50L, "n", 10L), 45_000, 3);
    InspectedRule other = rule(List.of(second), Map.of("m", 40L), Long.MIN_VALUE, 4);

    InspectedRule sum = one.plus(other);
    assertThat(sum.versions()).containsExactly(first, second);
    assertThat(sum.inputs()).isEqualTo(Map.of("m", 40L, "n", 10L));
    assertThat(sum.counts().lastTick()).isEqualTo(45_000);
    assertThat(sum.counts().series()).isEqualTo(7);
    assertThat(other.plus(one).counts()).isEqualTo(sum.counts());
  }

  @Test
  void aQuestionHasBounds() {
    assertThatThrownBy(() -> new StateQuestion("a b", 0, StateQuestion.Subject.RULE, List.of()))
        .hasMessage("id must be 1 to 64 letters, digits, '.', '_' or '-', was \"a b\"");
    StateQuestion question = new StateQuestion("q", 100_000, StateQuestion.Subject.RULE, List.of());
    assertThat(question.isTooOld(160_000)).isFalse();
    assertThat(question.isTooOld(160_001)).isTrue();
    assertThat(question.isTooOld(39_999)).isTrue();
  }

  private static InspectedRule rule(
      List<InspectedRule.Version> versions, Map<String, Long> inputs, long lastTick, long series) {
    return new InspectedRule(
        OWNER,
        "High",
        TICK,
        versions,
        new TreeMap<>(inputs),
        new InspectedRule.Counts(lastTick, series, 0, 0, 0, 0, 0, 0, 0));
  }

  private static SupportingSeries support(Owner owner, long bit, Labels series) {
    return new SupportingSeries(owner, "x", bit, series, series, List.of());
  }

  private static InspectedAlert alert(AlertState state, AlertPolicy policy, long support) {
    return new InspectedAlert(
        JOB_A.with("alertname", "High"), JOB_A, OWNER, state, policy, TICK, 0, support, "x > 1");
  }

  private static StateAnswer answer(int level, int subtask, int parallelism) {
    InspectedSeries series =
        new InspectedSeries(Labels.of("s", level + "-" + subtask), 0, 0, 0, List.of(), List.of());
    return new StateAnswer(
        "q",
        new StateAnswer.Answerer(SCOPE, "raw", level, subtask, parallelism),
        false,
        List.of(series),
        List.of(),
        List.of(),
        List.of());
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }
}
