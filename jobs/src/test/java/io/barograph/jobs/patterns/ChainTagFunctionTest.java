package io.barograph.jobs.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cep.chain.TaggedChangeSerializer;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.ChainTimeline;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import io.barograph.core.pattern.TaggedChange;
import io.barograph.jobs.patterns.PackPatterns.PatternText;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ChainTagFunctionTest {
  private static final PackPatterns START =
      new PackPatterns(List.of(text("desk", Long.MIN_VALUE, "first")));

  @Test
  void tagsByWhatHoldsAtTheTimeOfAStateChange() throws Exception {
    try (Tagging tagging = new Tagging(START, null)) {
      assertThat(tagging.tag(5_000)).containsExactly("first");
      tagging.publish(text("desk", 10_000, "second"));
      tagging.publish(text("other", 20_000, "third"));

      assertThat(tagging.tag(9_999)).containsExactly("first");
      assertThat(tagging.tag(10_000)).containsExactly("second");
      assertThat(tagging.tag(20_000)).containsExactly("second", "third");
    }
  }

  @Test
  void aPackWithoutSettingsHasNoPatterns() throws Exception {
    try (Tagging tagging = new Tagging(START, null)) {
      tagging.publish(new PatternText("desk", 10_000, "", ""));

      assertThat(tagging.tag(10_000)).isEmpty();
    }
  }

  @Test
  void keepsThePatternsWhereATextCannotBeRead() throws Exception {
    try (Tagging tagging = new Tagging(START, null)) {
      tagging.publish(new PatternText("desk", 10_000, "barograph.yml", "patterns: [{}]"));

      assertThat(tagging.tag(10_000)).containsExactly("first");
    }
  }

  @Test
  void knowsWhatWasPublishedAfterARestore() throws Exception {
    OperatorSubtaskState kept;
    try (Tagging tagging = new Tagging(START, null)) {
      tagging.publish(text("desk", 10_000, "second"));
      kept = tagging.harness.snapshot(1, 1);
    }
    try (Tagging tagging = new Tagging(START, kept)) {
      assertThat(tagging.tag(9_999)).containsExactly("first");
      assertThat(tagging.tag(10_000)).containsExactly("second");
    }
  }

  @Test
  void aStartWithOtherPacksHasTakenInWhatWasPublishedBefore() throws Exception {
    OperatorSubtaskState kept;
    try (Tagging tagging = new Tagging(START, null)) {
      tagging.publish(text("desk", 10_000, "second"));
      kept = tagging.harness.snapshot(1, 1);
    }
    PackPatterns later = new PackPatterns(List.of(text("desk", Long.MIN_VALUE, "third")));
    try (Tagging tagging = new Tagging(later, kept)) {
      assertThat(tagging.tag(30_000)).containsExactly("third");
    }
  }

  @Test
  void waitsForWhatIsPublishedBehindAStateChangeAndHoldsBefore() throws Exception {
    try (Tagging tagging = new Tagging(START, null)) {
      tagging.tell(15_000);
      tagging.tell(25_000);
      tagging.publish(text("desk", 10_000, "second"));
      tagging.publish(text("desk", 20_000, "third"));

      assertThat(tagging.clock(19_000)).containsExactly("second");
      assertThat(tagging.clock(30_000)).containsExactly("third");
    }
  }

  @Test
  void theClockOfWhatIsPublishedCounts() throws Exception {
    try (Tagging tagging = new Tagging(START, null)) {
      tagging.tell(15_000);
      tagging.harness.processWatermark(20_000);
      tagging.publish(text("desk", 10_000, "second"));
      assertThat(tagging.patterns()).isEmpty();
      tagging.harness.processBroadcastWatermark(20_000);

      assertThat(tagging.patterns()).containsExactly("second");
    }
  }

  @Test
  void knowsAllThatHeldSinceAfterARestore() throws Exception {
    OperatorSubtaskState kept;
    try (Tagging tagging = new Tagging(START, null)) {
      tagging.tell(15_000);
      tagging.publish(text("desk", 10_000, "second"));
      tagging.publish(text("desk", 20_000, "third"));
      kept = tagging.harness.snapshot(1, 1);
    }
    try (Tagging tagging = new Tagging(START, kept)) {
      assertThat(tagging.clock(30_000)).containsExactly("second");
    }
  }

  @Test
  void forgetsWhatNoTimelineKnows() throws Exception {
    try (Tagging tagging = new Tagging(START, null)) {
      for (int number = 1; number <= 100; number++) {
        tagging.publish(text("desk", 1_000L * number, "number" + number));
      }
      var published = tagging.harness.getBroadcastState(ChainTagFunction.PUBLISHED);

      assertThat(published.immutableEntries()).hasSize(ChainTimeline.CHANGES_KNOWN + 1);
    }
  }

  @Test
  void whatIsLateIsTaggedAtOnceAndNothingIsKept() throws Exception {
    try (Tagging tagging = new Tagging(START, null)) {
      assertThat(tagging.tag(30_000)).containsExactly("first");
      tagging.harness.getOutput().clear();
      tagging.tell(20_000);

      assertThat(tagging.patterns()).containsExactly("first");
      assertThat(tagging.harness.numEventTimeTimers()).isZero();
    }
  }

  private static PatternText text(String pack, long from, String name) {
    String yaml =
        """
        patterns:
          - {name: %s, kind: storm, within: 5m, by: [], stages: [{alert: A}, {alert: B}]}
        """;
    return new PatternText(pack, from, "barograph.yml", yaml.formatted(name));
  }

  /** The function, driven by hand. */
  private static final class Tagging implements AutoCloseable {
    final KeyedBroadcastOperatorTestHarness<String, StateChange, PatternText, TaggedChange> harness;

    Tagging(PackPatterns start, OperatorSubtaskState from) throws Exception {
      harness =
          new KeyedBroadcastOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(
                  new ChainTagFunction(start), List.of(ChainTagFunction.PUBLISHED)),
              StateChange::id,
              Types.STRING,
              1,
              1,
              0);
      harness.setup(TaggedChangeSerializer.INSTANCE);
      if (from != null) {
        harness.initializeState(from);
      }
      harness.open();
    }

    void publish(PatternText text) throws Exception {
      harness.processBroadcastElement(text, text.from());
    }

    void tell(long time) throws Exception {
      harness.processElement(
          new StateChange(
              "a", StateSource.ALERTS, Labels.of("alertname", "A"), time, true, Priority.P1),
          time);
    }

    /** The patterns that state changes are tagged with as the clock comes to a time. */
    List<String> clock(long time) throws Exception {
      harness.getOutput().clear();
      harness.watermark(time);
      return patterns();
    }

    List<String> patterns() {
      return harness.extractOutputValues().stream().map(one -> one.key().pattern()).toList();
    }

    /** The patterns that a state change of a time is tagged with. */
    List<String> tag(long time) throws Exception {
      tell(time);
      return clock(time);
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
