package io.barograph.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.demo.DayVerdict.Detection;
import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.Observation;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What counts as right, false and missed, by the market data pack: SymbolStale, 66 s of silence.
 */
class DayVerdictTest {
  private static final Instant OPENS = Instant.parse("2026-01-05T09:00:00Z");
  private static final int BEGINS = 300;
  private static final int ENDS = 420;

  /** 66 s, a sample, a tick, and one tick in which it must hold. */
  private static final int DUE = BEGINS + 66 + 3 * 5;

  /** HotSymbolStale asks for more, and must hold for longer. */
  private static final int HOT_DUE = BEGINS + 106;

  /** No window keeps the silence: a sample, a tick, and one in which it must hold. */
  private static final int GRACE = ENDS + 3 * 5;

  private static final DeskDay DAY =
      new DeskDay(
          1,
          OPENS,
          Duration.ofMinutes(20),
          new FaultSchedule(
              List.of(
                  new ScheduledFault(
                      Fault.STALE_QUOTES,
                      Duration.ofSeconds(BEGINS),
                      Duration.ofSeconds(ENDS - BEGINS)))));

  @Test
  void anAlertOnTheFaultyOneInTimeIsRight() throws Exception {
    DayVerdict verdict = verdict(both(stale("EURUSD", DUE, DUE + 100), hot()));

    assertThat(verdict.right()).isEqualTo(2);
    assertThat(verdict.isFaultless()).isTrue();
    assertThat(verdict.unresolved()).isEmpty();
    assertThat(verdict.detections())
        .extracting(Detection::delay)
        .containsExactly(
            Optional.of(Duration.ofSeconds(DUE - BEGINS)),
            Optional.of(Duration.ofSeconds(HOT_DUE - BEGINS)));
  }

  @Test
  void anAlertThatComesLaterThanItsRuleAllowsIsRightAndMissed() throws Exception {
    DayVerdict verdict = verdict(both(stale("EURUSD", DUE + 1, DUE + 100), hot()));

    assertThat(verdict.right()).isEqualTo(2);
    assertThat(verdict.missed())
        .singleElement()
        .hasToString(
            "SymbolStale of EURUSD, due 81 s after STALE_QUOTES began at +300 s, came after 82 s");
  }

  @Test
  void aFaultWithoutItsAlertIsMissed() throws Exception {
    DayVerdict verdict = verdict(List.of());

    assertThat(verdict.right()).isZero();
    assertThat(verdict.missed()).hasSize(2);
    assertThat(verdict.isFaultless()).isFalse();
  }

  @Test
  void anAlertOnAHealthyOneIsFalse() throws Exception {
    DayVerdict verdict =
        verdict(both(stale("EURUSD", DUE, DUE + 100), stale("AAPL", DUE, DUE + 100)));

    assertThat(verdict.right()).isEqualTo(1);
    assertThat(verdict.falsely()).singleElement().asString().contains("AAPL", "at +381 s");
  }

  @Test
  void anAlertBeforeTheFaultOrBehindWhatItsWindowKeepsIsFalse() throws Exception {
    assertThat(verdict(stale("EURUSD", BEGINS - 1, ENDS)).falsely()).hasSize(1);
    assertThat(verdict(stale("EURUSD", GRACE, GRACE + 10)).falsely()).isEmpty();
    assertThat(verdict(stale("EURUSD", GRACE + 1, GRACE + 10)).falsely()).hasSize(1);
  }

  @Test
  void anEpisodeCountsOnceAndIsUnresolvedWithoutItsEnd() throws Exception {
    List<Alert> firing = stale("EURUSD", DUE, DUE + 100).subList(0, 1);

    assertThat(verdict(both(firing, firing)).right()).isEqualTo(1);
    assertThat(verdict(firing).unresolved()).containsExactly("SymbolStale");
  }

  @Test
  void everyAlertThatCanFollowIsOneThatShips() throws Exception {
    AlertTimes shipped = times("business", "market-data", "models", "services", "trading-demo");

    assertThat(DAY.schedule().faults()).isNotEmpty();
    assertThat(Stream.of(Fault.values()).flatMap(fault -> Consequence.of(fault).stream()))
        .isNotEmpty()
        .allMatch(shipped::knows);
  }

  @Test
  void everyFaultOfADayLiesInItAndComesOnce() {
    for (long seed = 1; seed <= 200; seed++) {
      DeskDay day = DeskDay.of(seed, Duration.ofMinutes(20));
      assertThat(day.schedule().faults())
          .as("seed %d", seed)
          .hasSize(4)
          .doesNotHaveDuplicates()
          .allMatch(fault -> fault.begins().compareTo(Duration.ofMinutes(5)) >= 0)
          .allMatch(fault -> fault.ends().compareTo(Duration.ofMinutes(18)) <= 0);
    }
  }

  private static DayVerdict verdict(List<Alert> told) throws Exception {
    return new DayVerdict(times("market-data"), DAY, told, false);
  }

  private static List<Alert> both(List<Alert> one, List<Alert> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static AlertTimes times(String... packs) throws Exception {
    Path rules = Path.of(System.getProperty("barograph.project"), "rules");
    return AlertTimes.read(Stream.of(packs).map(rules::resolve).toList(), Duration.ofSeconds(5));
  }

  /** The alert on the faulty symbol that is asked for much, in time. */
  private static List<Alert> hot() {
    return told("HotSymbolStale", "EURUSD", HOT_DUE, HOT_DUE + 50);
  }

  private static List<Alert> stale(String symbol, int fires, int resolves) {
    return told("SymbolStale", symbol, fires, resolves);
  }

  /** An alert that fires and resolves so many seconds after the opening. */
  private static List<Alert> told(String name, String symbol, int fires, int resolves) {
    AlertPolicy policy = AlertPolicy.live(Duration.ZERO, Duration.ZERO);
    List<Long> ticks =
        IntStream.of(fires, resolves)
            .mapToObj(second -> OPENS.plusSeconds(second).toEpochMilli())
            .toList();
    AlertLifecycle.Step fired =
        AlertLifecycle.next(null, Observation.TRUE, 1, ticks.get(0), policy);
    AlertLifecycle.Step resolved =
        AlertLifecycle.next(fired.state(), Observation.FALSE, 0, ticks.get(1), policy);
    return List.of(
        alert(name, symbol, fired, ticks.get(0)), alert(name, symbol, resolved, ticks.get(1)));
  }

  private static Alert alert(String name, String symbol, AlertLifecycle.Step step, long tick) {
    return new Alert(
        Labels.of("alertname", name, "symbol", symbol, "venue", "DEMO"),
        new TreeMap<>(),
        step.state(),
        step.reason(),
        tick,
        Priority.P2,
        Origin.RULE,
        List.of(),
        "");
  }
}
