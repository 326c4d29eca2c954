package io.barograph.core.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChainBookTest {
  private static final ChainStage LOSSES = alert("LossStreak");
  private static final ChainStage DRAWDOWN = alert("Drawdown");
  private static final ChainStage CRITICAL =
      new ChainStage(StateSource.ALERTS, List.of(LabelMatcher.equal("severity", "critical")), true);

  @Test
  void tellsWhichStageOfWhichPatternAStateChangeIs() {
    ChainBook book =
        book(
            pattern("losses", Correlation.by(List.of("strategy")), false, LOSSES, DRAWDOWN),
            pattern("worse", Correlation.OF_ESCALATION, false, DRAWDOWN, CRITICAL));

    assertThat(tags(book, fires("LossStreak", "warning"))).containsExactly("losses 1");
    assertThat(tags(book, fires("Drawdown", "critical"))).containsExactly("losses 2", "worse 3");
    assertThat(tags(book, fires("Other", "critical"))).containsExactly("worse 2");
    assertThat(tags(book, fires("Other", "warning"))).isEmpty();
  }

  @Test
  void aKeyIsOfThePatternAndTheLabelsThatAreAgreedOn() {
    StateChange change = fires("Drawdown", "critical");

    assertThat(tagged(book(pattern("a", Correlation.by(List.of("strategy")), false)), change))
        .extracting(one -> one.key().labels().toString())
        .containsExactly("{strategy=\"alpha\"}");
    assertThat(tagged(book(pattern("a", Correlation.OF_ESCALATION, false)), change))
        .extracting(one -> one.key().labels().toString())
        .containsExactly("{account=\"1\", strategy=\"alpha\"}");
    assertThat(tagged(book(pattern("a", Correlation.by(List.of()), false)), change))
        .extracting(one -> one.key().labels())
        .containsExactly(Labels.EMPTY);
    assertThat(tagged(book(pattern("a", Correlation.by(List.of("venue")), false)), change))
        .as("has none of the labels")
        .isEmpty();
  }

  @Test
  void aRecoveryCountsWhereThePatternEndsOnIt() {
    StateChange recovery =
        new StateChange(
            "r",
            StateSource.ALERTS,
            Labels.of("alertname", "LossStreak", "strategy", "alpha"),
            5,
            false,
            Priority.P3);

    assertThat(tagged(book(pattern("a", Correlation.by(List.of()), false)), recovery)).isEmpty();
    assertThat(tagged(book(pattern("a", Correlation.by(List.of()), true)), recovery))
        .singleElement()
        .matches(TaggedChange::isRecovery)
        .matches(one -> one.stages() == 0);
  }

  @Test
  void anAlertIsNoChangeOfTheSameLabels() {
    ChainStage deploy =
        new ChainStage(StateSource.CHANGES, List.of(LabelMatcher.equal("kind", "deploy")), true);
    ChainBook book = book(pattern("a", Correlation.by(List.of()), false, deploy, DRAWDOWN));
    Labels labels = Labels.of("kind", "deploy");

    assertThat(tags(book, StateChange.ofChange("d", labels, 1))).containsExactly("a 1");
    assertThat(tags(book, new StateChange("d", StateSource.ALERTS, labels, 1, true, Priority.P4)))
        .isEmpty();
  }

  @Test
  void aPatternThatSaysSomethingElseHasOtherKeys() {
    Correlation all = Correlation.by(List.of());
    StateChange change = fires("LossStreak", "critical");
    String key = key(book(pattern("a", all, false)), change);

    assertThat(key(book(pattern("a", all, false)), change)).isEqualTo(key);
    assertThat(key(book(pattern("a", all, true)), change)).isNotEqualTo(key);
    assertThat(key(book(pattern("a", all, false, LOSSES, CRITICAL)), change)).isNotEqualTo(key);
    assertThat(key(book(pattern("b", all, false)), change)).isNotEqualTo(key);
  }

  @Test
  void aPackHasEachNameOnce() {
    ChainPattern pattern = pattern("a", Correlation.OF_ESCALATION, false);

    assertThatThrownBy(() -> book(pattern, pattern))
        .hasMessage("pack desk has two patterns a: give each its own name");
  }

  @Test
  void aPatternIsAsLongAsThereAreAutomata() {
    assertThatThrownBy(() -> pattern("a", Correlation.OF_ESCALATION, false, LOSSES))
        .hasMessage("a chain must have 2 to 5 stages, had 1");
    assertThatThrownBy(
            () ->
                pattern(
                    "a",
                    Correlation.OF_ESCALATION,
                    false,
                    LOSSES,
                    LOSSES,
                    LOSSES,
                    LOSSES,
                    LOSSES,
                    LOSSES))
        .hasMessage("a chain must have 2 to 5 stages, had 6");
    assertThatThrownBy(() -> new Absence(LOSSES, Duration.ofMinutes(2)))
        .hasMessage("the time of an absence must be 1, 5, 15 or 60 min, was PT2M");
    assertThatThrownBy(() -> Correlation.by(List.of("a", "a")))
        .hasMessage("each label must stand once, were a, a");
    assertThatThrownBy(() -> new ChainStage(StateSource.ALERTS, List.of(), true))
        .hasMessage("a stage must have a matcher, had none: name an alert");
  }

  @Test
  void aPackThatChangesDoesSoAtItsInstant() {
    ChainPattern before = pattern("before", Correlation.by(List.of()), false);
    ChainPattern after = pattern("after", Correlation.by(List.of()), false);
    ChainTimeline timeline = new ChainTimeline(book(before));
    timeline.change("desk", List.of(after), 1_000);
    timeline.change("other", List.of(before), 500);

    assertThat(names(timeline, 999)).containsExactly("before");
    assertThat(names(timeline, 1_000)).containsExactly("after", "before");
    for (int change = 0; change < 20; change++) {
      timeline.change("other", List.of(), 2_000 + change);
    }
    assertThat(names(timeline, 0)).as("is no longer known").containsExactly("after");
    assertThat(names(timeline, Long.MAX_VALUE)).containsExactly("after");
  }

  private static List<String> names(ChainTimeline timeline, long time) {
    return timeline.at(time).entries().stream().map(entry -> entry.pattern().name()).toList();
  }

  private static ChainStage alert(String name) {
    return new ChainStage(
        StateSource.ALERTS, List.of(LabelMatcher.equal(Labels.ALERT_NAME, name)), true);
  }

  private static ChainPattern pattern(
      String name, Correlation correlation, boolean endsOnRecovery, ChainStage... stages) {
    return new ChainPattern(
        name,
        "cascade",
        stages.length == 0 ? List.of(LOSSES, DRAWDOWN) : List.of(stages),
        Optional.empty(),
        Duration.ofMinutes(5),
        correlation,
        endsOnRecovery,
        new TreeMap<>());
  }

  private static ChainBook book(ChainPattern... patterns) {
    List<ChainBook.Entry> entries = new ArrayList<>();
    for (ChainPattern pattern : patterns) {
      entries.add(new ChainBook.Entry("desk", pattern));
    }
    return new ChainBook(entries);
  }

  private static StateChange fires(String alert, String severity) {
    Labels labels =
        Labels.of("alertname", alert, "severity", severity, "account", "1", "strategy", "alpha");
    return new StateChange("f", StateSource.ALERTS, labels, 5, true, Priority.P1);
  }

  private static List<TaggedChange> tagged(ChainBook book, StateChange change) {
    List<TaggedChange> tagged = new ArrayList<>();
    book.tag(change, tagged::add);
    return tagged;
  }

  /** The patterns, each with the bits of its stages. */
  private static List<String> tags(ChainBook book, StateChange change) {
    return tagged(book, change).stream()
        .map(one -> one.key().pattern() + ' ' + one.stages())
        .sorted()
        .toList();
  }

  private static String key(ChainBook book, StateChange change) {
    return tagged(book, change).get(0).key().text();
  }
}
