package io.barograph.core.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.core.quality.QualityEvent.Kind;
import io.barograph.core.sample.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityWindowTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final String RULE = "pack/group/HighCpu";

  @Test
  void countsWhatARuleDidInTheLastHour() {
    QualityWindow window =
        at(
            5 * MINUTE,
            event(Kind.FIRED, MINUTE, "a", 0),
            event(Kind.REPEATED, 2 * MINUTE, "a", 0),
            event(Kind.ENDED, 3 * MINUTE, "a", 120_000),
            event(Kind.FIRED, 4 * MINUTE, "b", 0),
            event(Kind.ENDED, 5 * MINUTE, "b", 60_000));

    assertThat(texts(window, QualityWindow.EMPTY))
        .containsExactly(
            "barograph_alert_quality_alerts{rule=\"pack/group/HighCpu\"} 2.0",
            "barograph_alert_quality_duplicates{rule=\"pack/group/HighCpu\"} 1.0",
            "barograph_alert_quality_flapping_ratio{rule=\"pack/group/HighCpu\"} 0.0",
            "barograph_alert_quality_resolve_seconds{rule=\"pack/group/HighCpu\"} 90.0");
  }

  @Test
  void forgetsAfterAnHourAndEndsItsSeries() {
    QualityWindow full = at(MINUTE, event(Kind.FIRED, MINUTE, "a", 0));

    QualityWindow last = full.at(HOUR, List.of(), QualityPolicy.DEFAULT);
    assertThat(texts(last, full))
        .contains("barograph_alert_quality_alerts{rule=\"pack/group/HighCpu\"} 1.0");
    QualityWindow after = last.at(HOUR + MINUTE, List.of(), QualityPolicy.DEFAULT);
    assertThat(after.isEmpty()).isTrue();
    assertThat(texts(after, last)).hasSize(3).allMatch(text -> text.endsWith("stale"));
    assertThat(texts(after, after)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4, 10, 4", "4, 85, 4", "4, 86, 0", "3, 10, 0", "5, 10, 5"})
  void eightBeginningsAndEndsWithinTenMinutesAreFlapping(int times, int seconds, int flapping) {
    List<QualityEvent> events = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long fired = MINUTE + 2L * i * seconds * 1_000;
      events.add(event(Kind.FIRED, fired, "a", 0));
      events.add(event(Kind.ENDED, fired + seconds * 1_000L, "a", seconds * 1_000L));
      events.add(event(Kind.FIRED, fired, "b" + i, 0));
    }
    QualityWindow window = at(20 * MINUTE, events.toArray(QualityEvent[]::new));

    assertThat(texts(window, QualityWindow.EMPTY))
        .contains(
            "barograph_alert_quality_flapping_ratio{rule=\"pack/group/HighCpu\"} "
                + flapping / (2.0 * times));
  }

  @Test
  void flappingIsSeenAcrossTicksAndKeptAsWritten() throws IOException {
    QualityWindow window = QualityWindow.EMPTY;
    for (int i = 0; i < 8; i++) {
      QualityEvent toggle = event(i % 2 == 0 ? Kind.FIRED : Kind.ENDED, (i + 1) * MINUTE, "a", 0);
      window = copy(window.at((i + 1) * MINUTE, List.of(toggle), QualityPolicy.DEFAULT));
    }
    assertThat(texts(window, QualityWindow.EMPTY))
        .contains("barograph_alert_quality_flapping_ratio{rule=\"pack/group/HighCpu\"} 1.0");
    assertThat(copy(window)).isEqualTo(window).hasSameHashCodeAs(window);
  }

  @Test
  void watchesSoManyAlertsForFlappingAndNoMore() {
    List<QualityEvent> events = new ArrayList<>();
    for (int i = 0; i <= QualityWindow.MAX_TOGGLING; i++) {
      for (int toggle = 0; toggle < 7; toggle++) {
        Kind kind = toggle % 2 == 0 ? Kind.FIRED : Kind.ENDED;
        events.add(event(kind, MINUTE + i + toggle, "a" + i, 0));
      }
    }
    QualityWindow window = at(2 * MINUTE, events.toArray(QualityEvent[]::new));
    QualityWindow next =
        window.at(
            3 * MINUTE,
            List.of(event(Kind.ENDED, 3 * MINUTE, "a0", 0), event(Kind.ENDED, 3 * MINUTE, "a1", 0)),
            QualityPolicy.DEFAULT);

    double fired = 4.0 * (QualityWindow.MAX_TOGGLING + 1);
    assertThat(texts(next, window))
        .as("the first was forgotten, the second was not")
        .contains(
            "barograph_alert_quality_flapping_ratio{rule=\"pack/group/HighCpu\"} " + 4 / fired);
  }

  @Test
  void theOrderOfArrivalAndWhatIsToldTwiceMakeNoDifference() {
    List<QualityEvent> events = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      Kind kind = Kind.values()[random.nextInt(3)];
      events.add(event(kind, random.nextInt(600_000), "a" + random.nextInt(5), 1_000));
    }
    QualityWindow inOrder = at(10 * MINUTE, events.toArray(QualityEvent[]::new));
    events.addAll(List.copyOf(events.subList(0, 50)));
    Collections.shuffle(events, random);

    assertThat(at(10 * MINUTE, events.toArray(QualityEvent[]::new))).isEqualTo(inOrder);
  }

  @Test
  void saysOfAllRulesHowManyIncidentsTheirAlertsBecame() {
    QualityWindow window =
        QualityWindow.EMPTY.at(
            MINUTE,
            List.of(
                all(Kind.FIRED, "a"),
                all(Kind.FIRED, "b"),
                all(Kind.FIRED, "c"),
                all(Kind.FIRED, "d"),
                all(Kind.INCIDENT, "i")),
            QualityPolicy.DEFAULT);

    assertThat(
            window.samples(QualityEvent.ALL_RULES, QualityWindow.EMPTY, 0).stream()
                .map(QualityWindowTest::text))
        .containsExactly(
            "barograph_alert_quality_all_alerts{} 4.0",
            "barograph_alert_quality_incidents{} 1.0",
            "barograph_alert_quality_reduction_ratio{} 0.75");
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, 0, CONDITION_TRUE, ''",
    "FIRING, 5, CONDITION_TRUE, 'FIRED of rule, FIRED of all'",
    "FIRING, 3, DATA_RETURNED, 'REPEATED of rule'",
    "FIRING, 5, DATA_RETURNED, 'REPEATED of rule'",
    "NODATA, 3, NO_DATA, ''",
    "RESOLVED, 3, CONDITION_FALSE, 'ENDED of rule'",
    "INACTIVE, 0, NEVER_HELD, ''"
  })
  void aTransitionIsWhatItIs(AlertStatus status, long firedAt, AlertReason reason, String events) {
    long fired = firedAt == 0 ? AlertState.NEVER : firedAt;
    AlertState state =
        new AlertState(status, 1, fired, AlertState.NEVER, AlertState.NEVER, 5, 1, 2);
    Alert alert =
        new Alert(
            Labels.of("alertname", "HighCpu"),
            new TreeMap<>(),
            state,
            reason,
            5,
            Priority.P3,
            Origin.RULE,
            List.of(new Owner("pack", "group", "HighCpu", "")),
            "");

    assertThat(
            String.join(
                ", ",
                QualityEvent.of(alert).stream()
                    .map(event -> event.kind() + (event.rule().isEmpty() ? " of all" : " of rule"))
                    .toList()))
        .isEqualTo(events);
    assertThat(QualityEvent.of(alert)).allMatch(event -> event.time() == 5);
    assertThat(QualityEvent.of(alert))
        .filteredOn(event -> event.kind() == Kind.ENDED)
        .allMatch(event -> event.lasted() == 2);
  }

  private static QualityWindow at(long tick, QualityEvent... events) {
    return QualityWindow.EMPTY.at(tick, List.of(events), QualityPolicy.DEFAULT);
  }

  private static QualityEvent event(Kind kind, long time, String alert, long lasted) {
    return new QualityEvent(RULE, kind, time, alert, lasted);
  }

  private static QualityEvent all(Kind kind, String alert) {
    return new QualityEvent(QualityEvent.ALL_RULES, kind, 1, alert, 0);
  }

  private static List<String> texts(QualityWindow window, QualityWindow before) {
    return window.samples(RULE, before, 0).stream().map(QualityWindowTest::text).toList();
  }

  private static String text(Sample sample) {
    String name = sample.labels().get(Labels.METRIC_NAME);
    String rule = sample.labels().get("rule");
    return name
        + (rule.isEmpty() ? "{} " : "{rule=\"" + rule + "\"} ")
        + (sample.stale() ? "stale" : sample.value());
  }

  private static QualityWindow copy(QualityWindow window) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    window.write(new DataOutputStream(bytes));
    return QualityWindow.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
