package io.barograph.jobs.rules;

import static io.barograph.jobs.rules.GroupStageRuns.SUMS;
import static io.barograph.jobs.rules.GroupStageRuns.TICK;
import static io.barograph.jobs.rules.GroupStageRuns.element;
import static io.barograph.jobs.rules.GroupStageRuns.mark;
import static io.barograph.jobs.rules.GroupStageRuns.openOne;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.inspect.InspectedAlert;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.InspectedSeries;
import io.barograph.core.inspect.SeenSample;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.inspect.StateQuestion.Subject;
import io.barograph.core.inspect.SupportingSeries;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.inspect.StateAnswerJson;
import io.barograph.jobs.inspect.QuestionFeed;
import io.barograph.jobs.options.BarographOptions.NoData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedMultiInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about the state, on their way through the operators that answer them. */
class StateQuestionsTest {
  private static final StateAnswer.Scope SCOPE = new StateAnswer.Scope("job", List.of("raw"), 1);

  private static final String RULES =
      """
      - name: g
        interval: 15s
        rules:
        - {alert: High, expr: load > 10, for: 40s, labels: {severity: info}}
        - {alert: Loaded, expr: sum by (job) (load) > 10, for: 60s, labels: {host: all}}
      """;

  @TempDir Path folder;

  @Test
  void theSeriesStageTellsOfASeriesItsSamplesAndItsAlerts() throws Exception {
    try (var stage = openSeriesStage()) {
      feed(stage);
      ask(stage, Subject.SERIES, matcher("host", "h1"));

      StateAnswer answer = onlyAnswer(stage);
      InspectedSeries series = answer.series().get(0);
      assertThat(answer.series()).hasSize(1);
      assertThat(answer.from()).isEqualTo(new StateAnswer.Answerer(SCOPE, "raw", 0, 0, 1));
      assertThat(series.labels()).isEqualTo(load("h1"));
      assertThat(series.held()).isEqualTo(30);
      assertThat(series.newest())
          .hasSize(20)
          .startsWith(new SeenSample(30_000, 30, false), new SeenSample(29_000, 29, false));
      assertThat(series.readers()).containsExactly("rules/g/High", "rules/g/Loaded");
      InspectedAlert alert = answer.alerts().get(0);
      assertThat(series.carries(alert)).isTrue();
      assertThat(alert.state().status()).isEqualTo(AlertStatus.PENDING);
      assertThat(alert.lastTick()).isEqualTo(30_000);
      assertThat(alert.changesAt()).as("15 s + 40 s, at a tick").hasValue(60_000);
    }
  }

  @Test
  void theSeriesStageHandsAQuestionOnToEveryLevelAndSubtask() throws Exception {
    try (var stage = openSeriesStage()) {
      ask(stage, Subject.SERIES, matcher("host", "h1"));

      assertThat(stage.getSideOutput(SeriesStage.leafElements(1)))
          .extracting(StreamRecord::getValue)
          .filteredOn(StageQuestion.class::isInstance)
          .singleElement()
          .isInstanceOfSatisfying(
              StageQuestion.class,
              question -> {
                assertThat(question.stage()).isEqualTo("raw");
                assertThat(question.partitionKey()).isEqualTo(StageMark.keysOfSubtasks(1)[0]);
              });
    }
  }

  @Test
  void theSeriesThatAnAlertCanRestOnAreToldByTheirLeaves() throws Exception {
    try (var stage = openSeriesStage()) {
      feed(stage);
      ask(stage, Subject.ALERT, matcher("alertname", "Loaded"), matcher("host", "all"));

      StateAnswer answer = onlyAnswer(stage);
      assertThat(answer.alerts()).as("it lives in the group stage").isEmpty();
      assertThat(answer.supports())
          .extracting(SupportingSeries::series)
          .containsExactlyInAnyOrder(load("h1"), load("h2"));
      SupportingSeries one = answer.supports().get(0);
      assertThat(one.leaf()).isEqualTo("load");
      assertThat(one.bit()).isEqualTo(1);
      assertThat(one.group()).isEqualTo(Labels.of("job", "j"));
      assertThat(one.newest()).hasSize(3);
    }
  }

  @Test
  void anAnswerTellsAHundredSeriesAndThatThereAreMore() throws Exception {
    try (var stage = openSeriesStage()) {
      for (int host = 0; host <= 100; host++) {
        stage.processElement(0, new StreamRecord<>(batch(load("h" + host), 1_000, 1)));
      }
      ask(stage, Subject.SERIES);

      StateAnswer answer = onlyAnswer(stage);
      assertThat(answer.series()).hasSize(StateAnswer.MAX_ITEMS);
      assertThat(answer.truncated()).isTrue();
    }
  }

  @Test
  void theSeriesStageTellsOfARuleItsTextItsClockAndWhatItHolds() throws Exception {
    try (var stage = openSeriesStage()) {
      feed(stage);
      ask(stage, Subject.RULE, matcher("alertname", "High"));

      InspectedRule rule = onlyAnswer(stage).rules().get(0);
      assertThat(rule.versions())
          .containsExactly(new InspectedRule.Version(Long.MIN_VALUE, "", "load > 10"));
      assertThat(rule.inputs()).containsOnlyKeys("metrics").containsValue(30_000L);
      assertThat(rule.counts().lastTick()).isEqualTo(30_000);
      assertThat(rule.counts().series()).isEqualTo(2);
      assertThat(rule.counts().pending()).isEqualTo(2);
      assertThat(rule.counts().busyNanos()).isPositive();
    }
  }

  @Test
  void theGroupStageTellsOfAPendingAlertOnceHoweverOftenItIsAsked() throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, SUMS);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      element(stage, rules, "load", "j1", "a", 1, 30);
      element(stage, rules, "load", "j2", "a", 1, 3);
      mark(stage, TICK);
      StageQuestion question =
          new StageQuestion(
              StageMark.keysOfSubtasks(1)[0],
              SCOPE,
              "raw",
              question(Subject.ALERT, matcher("alertname", "Loaded")));
      stage.processElement(new StreamRecord<>(question));
      stage.processElement(new StreamRecord<>(question));

      StateAnswer answer = onlyAnswer(stage);
      assertThat(answer.from().level()).isEqualTo(1);
      InspectedAlert alert = answer.alerts().get(0);
      assertThat(answer.alerts()).hasSize(1);
      assertThat(alert.element()).isEqualTo(Labels.of("job", "j1"));
      assertThat(alert.changesAt()).hasValue(3 * TICK);
      assertThat(alert.support()).isEqualTo(1);
      assertThat(alert.expression()).isEqualTo("sum by (job) (load) > 10");
    }
  }

  @Test
  void theGroupStageCountsPartitionsAlertsAndTicksWithoutAResult() throws Exception {
    PackRules rules =
        TextRules.read(
            folder,
            NoData.KEEP_LAST,
            """
            - name: g
              interval: 15s
              rules:
              - {alert: Matched, expr: load > on (job) group_left () errors}
            """);
    try (var stage = openOne(rules, 1, 0, null, null)) {
      element(stage, rules, "load", "j1", "a", 1, 30);
      element(stage, rules, "errors", "j1", "a", 1, 3);
      element(stage, rules, "load", "j2", "a", 1, 30);
      element(stage, rules, "errors", "j2", "a", 1, 3);
      element(stage, rules, "errors", "j2", "b", 1, 3);
      mark(stage, TICK);
      stage.processElement(
          new StreamRecord<>(
              new StageQuestion(
                  StageMark.keysOfSubtasks(1)[0], SCOPE, "raw", question(Subject.STATS))));

      InspectedRule rule = onlyAnswer(stage).rules().get(0);
      assertThat(rule.versions()).as("not asked for").isEmpty();
      assertThat(rule.counts().lastTick()).isEqualTo(TICK);
      assertThat(rule.counts().firing()).isEqualTo(1);
      assertThat(rule.counts().errors()).isEqualTo(1);
      assertThat(rule.counts().partitions()).as("that hold something").isEqualTo(1);
    }
  }

  @Test
  void theGateHandsOnWhatIsFreshAndCountsTheRest() {
    SimpleCounter asked = new SimpleCounter();
    SimpleCounter refused = new SimpleCounter();
    List<StageRecord> handedOn = new ArrayList<>();
    StateQuestion question = question(Subject.RULE);
    GateQuestions.Plan plan =
        new GateQuestions.Plan("job", new ArrayList<>(SCOPE.stages()), 1, () -> feed(question));
    try (GateQuestions questions = new GateQuestions(plan, new CountingMetrics(asked, refused))) {
      questions.handOn(question.askedAt() + 60_001, handedOn::add);
      assertThat(handedOn).as("too old").isEmpty();
      questions.handOn(question.askedAt() + 60_000, handedOn::add);
    }
    assertThat(handedOn).containsExactly(new StageQuestion(Labels.EMPTY, SCOPE, "", question));
    assertThat(asked.getCount()).isEqualTo(1);
    assertThat(refused.getCount()).as("one too old, and two malformed at each look").isEqualTo(5);
  }

  private static QuestionFeed feed(StateQuestion question) {
    return new QuestionFeed() {
      @Override
      public List<StateQuestion> poll(long now) {
        return List.of(question);
      }

      @Override
      public int takeRefused() {
        return 2;
      }

      @Override
      public void close() {}
    };
  }

  /** Gives the counters of questions. */
  private static final class CountingMetrics extends UnregisteredMetricsGroup {
    private final SimpleCounter asked;
    private final SimpleCounter refused;

    CountingMetrics(SimpleCounter asked, SimpleCounter refused) {
      this.asked = asked;
      this.refused = refused;
    }

    @Override
    public SimpleCounter counter(String name) {
      return name.equals("numStateQuestions") ? asked : refused;
    }
  }

  private KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> openSeriesStage()
      throws Exception {
    PackRules rules = TextRules.read(folder, NoData.KEEP_LAST, RULES);
    var stage =
        new KeyedMultiInputStreamOperatorTestHarness<Integer, Alert>(
            new SeriesStageFactory(rules, 1, 0), KeyGroups.COUNT, 1, 0);
    stage.getStreamConfig().setStateKeySerializer(Types.INT.createSerializer(null));
    stage.setKeySelector(0, batch -> ((SampleBatch) batch).key());
    stage.open();
    return stage;
  }

  /** Two hosts, a sample a second, whose values are their seconds; the clock is at 30 s. */
  private static void feed(KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage)
      throws Exception {
    for (int second = 1; second <= 30; second++) {
      for (String host : List.of("h1", "h2")) {
        stage.processElement(0, new StreamRecord<>(batch(load(host), second * 1_000L, second)));
      }
    }
    InputTime time = InputTime.UNKNOWN.withWatermark(30_000);
    stage.processElement(1, new StreamRecord<>(new StageMark(Labels.EMPTY, 0, 0, time)));
    stage.processWatermark(0, new Watermark(30_000));
  }

  private static void ask(
      KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> stage,
      Subject subject,
      LabelMatcher... matchers)
      throws Exception {
    stage.processElement(
        1,
        new StreamRecord<>(
            new StageQuestion(Labels.EMPTY, SCOPE, "", question(subject, matchers))));
  }

  private static StateQuestion question(Subject subject, LabelMatcher... matchers) {
    return new StateQuestion("q", 1_760_000_000_000L, subject, List.of(matchers));
  }

  private static LabelMatcher matcher(String name, String value) {
    return LabelMatcher.equal(name, value);
  }

  private static StateAnswer onlyAnswer(AbstractStreamOperatorTestHarness<?> stage)
      throws MalformedRecordException {
    Queue<StreamRecord<byte[]>> answers = stage.getSideOutput(StateFindings.ANSWERS);
    assertThat(answers).hasSize(1);
    return StateAnswerJson.decode(
        Stream.ofNullable(answers.peek()).findFirst().orElseThrow().getValue());
  }

  private static SampleBatch batch(Labels series, long timestamp, double value) {
    SampleBatch batch = new SampleBatch(KeyGroups.of(series), 1);
    batch.announce(series);
    batch.add(
        series.fingerprint(), timestamp, Double.doubleToRawLongBits(value), SampleBatch.ON_TIME);
    return batch;
  }

  private static Labels load(String host) {
    return Labels.of("__name__", "load", "job", "j", "host", host);
  }
}
