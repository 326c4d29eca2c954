package io.barograph.jobs.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cep.chain.ChainMatchSerializer;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import io.barograph.core.pattern.TaggedChange;
import io.barograph.jobs.patterns.PackPatterns.PatternText;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chains that are complete when their pattern is gone, changed, or as it was. */
class ChainHoldFunctionTest {
  private static final PackPatterns START = new PackPatterns(List.of(text(Long.MIN_VALUE, "1m")));

  private final ChainHoldFunction function = new ChainHoldFunction(START);
  private KeyedBroadcastOperatorTestHarness<String, ChainMatch, PatternText, ChainMatch> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(function, List.of(ChainHoldFunction.PUBLISHED)),
            match -> match.key().text(),
            Types.STRING,
            1,
            1,
            0);
    harness.setup(ChainMatchSerializer.INSTANCE);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void oneWhosePatternIsDeletedIsOver() throws Exception {
    harness.processElement(match(19_999), 19_999);
    harness.processElement(match(20_000), 20_000);
    harness.processBroadcastElement(new PatternText("desk", 20_000, "", ""), 20_000);
    harness.watermark(30_000);

    assertThat(times()).containsExactly(19_999L);
    assertThat(function.withdrawn()).isEqualTo(1);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void oneWhosePatternSaysSomethingElseIsOver() throws Exception {
    harness.processElement(match(20_000), 20_000);
    harness.processBroadcastElement(text(20_000, "5m"), 20_000);
    harness.watermark(30_000);

    assertThat(times()).isEmpty();
    assertThat(function.withdrawn()).isEqualTo(1);
  }

  @Test
  void oneWhosePatternIsPublishedAgainAsItWasIsTold() throws Exception {
    harness.processElement(match(20_000), 20_000);
    harness.processBroadcastElement(text(20_000, "1m"), 20_000);
    harness.watermark(30_000);

    assertThat(times()).containsExactly(20_000L);
    assertThat(function.withdrawn()).isZero();
  }

  private List<Long> times() {
    return harness.extractOutputValues().stream().map(ChainMatch::time).toList();
  }

  private static ChainMatch match(long time) {
    StateChange change =
        new StateChange(
            "a", StateSource.ALERTS, Labels.of("alertname", "A"), 1_000, true, Priority.P1);
    List<TaggedChange> tagged = new ArrayList<>();
    START.book().tag(change, tagged::add);
    return new ChainMatch(tagged.get(0).key(), List.of(change), time);
  }

  private static PatternText text(long from, String absent) {
    String yaml =
        """
        patterns:
          - name: unanswered
            kind: escalation
            by: []
            stages: [{alert: A}]
            notFollowedBy: {alert: A, state: resolved, for: %s}
        """;
    return new PatternText("desk", from, "barograph.yml", yaml.formatted(absent));
  }
}
