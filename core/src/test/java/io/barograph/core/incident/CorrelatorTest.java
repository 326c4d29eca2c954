package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import io.barograph.core.decision.DecisionCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Incidents from alerts on a small platform, told as stories. */
class CorrelatorTest {
  private static final long START = 1_760_000_000_000L;

  /** web calls orders and users, orders calls payments and db, users and payments call db. */
  private static final ServiceGraph GRAPH =
      new ServiceGraph(
          Map.of(
              "web", List.of("orders", "users"),
              "orders", List.of("payments", "queue"),
              "users", List.of("db"),
              "payments", List.of("db"),
              "mail", List.of("queue"),
              "report", List.of("queue")),
          Map.of(
              "web",
              "h1",
              "orders",
              "h1",
              "users",
              "h2",
              "payments",
              "h2",
              "db",
              "h3",
              "queue",
              "h3",
              "mail",
              "h4",
              "report",
              "h4"));

  private final Map<String, Incident> told = new LinkedHashMap<>();
  private final Correlator correlator = correlator(GRAPH);
  private int alerts;

  private Correlator correlator(ServiceGraph graph) {
    Correlator empty =
        new Correlator(
            CorrelationPolicy.DEFAULT,
            ImpactPolicy.DEFAULT,
            incident -> told.put(incident.id(), incident));
    empty.take(new Topology("", graph, Duration.ofMinutes(1), START - 3_600_000));
    return empty;
  }

  @Test
  void aFailingServiceIsTheRootOfThoseThatCallItThoughItAlertsLast() {
    fires("payments", 0);
    fires("orders", 8);
    fires("web", 15);
    correlator.advance(START + 20_000);
    assertThat(told.values()).extracting(Incident::root).containsExactly("payments");

    fires("db", 22);
    fires("users", 30);
    correlator.advance(START + 40_000);

    assertThat(told.values()).as("the same incident, revised").hasSize(1);
    Incident revised = only(IncidentKind.CASCADE);
    assertThat(revised.root()).isEqualTo("db");
    assertThat(revised.members())
        .extracting(member -> member.alert().service() + " " + member.reason().wireName())
        .containsExactly("payments calls", "orders calls", "web calls", "db root", "users calls");
    assertThat(revised.members().get(1).by()).isEqualTo("payments");
  }

  @Test
  void aRootThatNeverAlertsIsFoundByItsCallers() {
    fires("orders", 0);
    fires("mail", 4);
    fires("report", 9);
    fires("web", 14);
    fires("mail", 16);
    correlator.advance(START + 120_000);

    assertThat(only(IncidentKind.CASCADE).root()).isEqualTo("queue");
  }

  @Test
  void twoCascadesAtOnceStayTwo() {
    fires("db", 0);
    fires("queue", 2);
    fires("users", 6);
    fires("mail", 8);
    fires("report", 12);
    fires("users", 14);
    correlator.advance(START + 30_000);

    assertThat(told.values()).extracting(Incident::root).containsExactlyInAnyOrder("db", "queue");
    assertThat(told.values()).allSatisfy(one -> assertThat(one.memberCount()).isEqualTo(3));
  }

  @Test
  void whatRunsOnOneHostHasACommonCause() {
    ServiceGraph flat =
        new ServiceGraph(
            Map.of(), Map.of("a", "h1", "b", "h1", "c", "h1", "d", "h2", "e", "h2", "f", "h2"));
    Correlator correlator = correlator(flat);
    for (String service : List.of("a", "b", "c")) {
      correlator.take(alert(service, service, 5, Priority.P1, true));
    }
    correlator.advance(START + 60_000);

    assertThat(only(IncidentKind.COMMON_CAUSE).root()).isEqualTo("h1");
    assertThat(only(IncidentKind.COMMON_CAUSE).members())
        .allSatisfy(member -> assertThat(member.reason()).isEqualTo(JoinReason.ON_HOST));
  }

  @Test
  void alertsThatComeAloneAreNoIncident() {
    for (int i = 0; i < 20; i++) {
      correlator.take(alert(i % 2 == 0 ? "web" : "mail", "alone" + i, 200L * i, Priority.P3, true));
    }
    correlator.take(alert("web", "x", 5_000, Priority.P3, true));
    correlator.take(alert("users", "y", 5_010, Priority.P3, true));
    correlator.end();

    assertThat(told).isEmpty();
  }

  @Test
  void aChangeShortlyBeforeIsTheCause() {
    correlator.take(new ServiceChange("", "queue", "deploy", "", START - 300_000, "c"));
    correlator.take(new ServiceChange("", "mail", "deploy", "", START - 3_600_000, "c"));
    fires("queue", 0);
    fires("mail", 5);
    fires("report", 9);
    correlator.end();

    assertThat(only(IncidentKind.CHANGE_IMPACT).root()).isEqualTo("queue");
  }

  @Test
  void anAlertAloneBehindAChangeOfItsServiceIsOneUnlessSuchAlertsAreUsual() {
    correlator.take(new ServiceChange("", "queue", "deploy", "", START - 300_000, "c"));
    correlator.take(alert("queue", "errors", 0, Priority.P2, true));
    correlator.take(alert("mail", "errors", 0, Priority.P2, true));
    correlator.take(new ServiceChange("", "db", "deploy", "", START + 400_000, "d"));
    correlator.take(alert("db", "slow", 500, Priority.P3, true));
    correlator.end();

    Incident incident = only(IncidentKind.CHANGE_IMPACT);
    assertThat(incident.root()).isEqualTo("queue");
    assertThat(incident.members().get(0).reason()).isEqualTo(JoinReason.AFTER_CHANGE);
    assertThat(incident.members().get(0).score()).isBetween(0.5, 0.9);
    assertThat(told).hasSize(1);
  }

  @Test
  void theRootsAreRankedAndToldAgainInAnotherOrderOnly() {
    List<String> ranked = new ArrayList<>();
    Correlator ranking =
        new Correlator(
            CorrelationPolicy.DEFAULT,
            ImpactPolicy.DEFAULT,
            incident ->
                incident.decisions().stream()
                    .filter(decision -> decision.code() == DecisionCode.ROOTS_RANKED)
                    .forEach(decision -> ranked.add(decision.sentence())));
    ranking.take(new Topology("", GRAPH, Duration.ofMinutes(1), START));
    ranking.take(alert("web", "errors", 0, Priority.P1, true));
    ranking.take(alert("orders", "errors", 3, Priority.P1, true));
    ranking.take(alert("orders", "slow", 5, Priority.P1, true));
    ranking.take(alert("payments", "errors", 9, Priority.P1, true));
    ranking.end();

    assertThat(ranked.get(0)).startsWith("it began, with this probability, at h1 0.");
    assertThat(ranked.get(ranked.size() - 1)).contains("at payments 0.", "orders 0.");
    for (int turn = 1; turn < ranked.size(); turn++) {
      assertThat(ranked.get(turn).replaceAll("[0-9.]{4}", ""))
          .isNotEqualTo(ranked.get(turn - 1).replaceAll("[0-9.]{4}", ""));
    }
  }

  @Test
  void anAlertThatComesAndGoesIsOneIncidentWithAllItsBeginnings() {
    for (int i = 0; i < 6; i++) {
      toggle(i);
    }
    correlator.end();

    Incident flapping = only(IncidentKind.FLAPPING);
    assertThat(flapping.memberCount()).isEqualTo(6);
    assertThat(flapping.members())
        .as("one alert, that fired so often")
        .singleElement()
        .returns(JoinReason.TOGGLES, Incident.Member::reason)
        .returns(6, Incident.Member::count);
    assertThat(flapping.root()).isEqualTo("web");
  }

  @Test
  void ofAnAlertThatComesAndGoesForLongAFewAreHeldAndAllAreCounted() throws IOException {
    for (int i = 0; i < 150; i++) {
      toggle(i);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    correlator.write(new DataOutputStream(bytes));
    assertThat(bytes.size()).isLessThan(20_000);
    correlator.end();

    assertThat(only(IncidentKind.FLAPPING).memberCount()).isEqualTo(150);
    assertThat(only(IncidentKind.FLAPPING).members())
        .singleElement()
        .returns(150, Incident.Member::count);
    assertThat(correlator.beyond()).isEqualTo(50);
  }

  @Test
  void anAlertThatMayNotFlapIsNoFlappingIncident() {
    for (int second = 0; second < 300; second += 20) {
      boolean fires = second % 40 == 0;
      String id = "m" + second / 40;
      correlator.take(
          new AlertSignal(id, START + 1_000L * second, "M", "m", "mail", "", Priority.P4, fires)
              .thatMayFlap(false));
    }
    correlator.end();

    assertThat(told.values()).noneMatch(one -> one.kind() == IncidentKind.FLAPPING);
  }

  @Test
  void threeTogglesAreNotFlapping() {
    for (int i = 0; i < 3; i++) {
      toggle(i);
    }
    correlator.end();

    assertThat(told.values()).noneMatch(one -> one.kind() == IncidentKind.FLAPPING);
  }

  @Test
  void aServiceThatFallsSilentIsToldOnceUntilItIsHeardAgain() {
    for (int minute = 0; minute < 30; minute++) {
      correlator.take(new Heartbeat("", "web", START + 60_000L * minute));
      if (minute < 5 || (minute > 12 && minute < 16)) {
        correlator.take(new Heartbeat("", "mail", START + 60_000L * minute));
      }
    }
    correlator.end();

    assertThat(told.values()).extracting(Incident::kind).containsOnly(IncidentKind.HEARTBEAT);
    assertThat(told.values())
        .extracting(one -> (one.openedAt() - START) / 1_000)
        .as("the last beat, three intervals and a half")
        .containsExactly(4 * 60 + 210L, 15 * 60 + 210L);
  }

  @Test
  void alertsFromEverywhereAreAStorm() {
    Map<String, List<String>> calls = new TreeMap<>();
    Map<String, String> hosts = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      calls.put("s" + i, List.of());
      hosts.put("s" + i, "h" + i % 6);
    }
    Correlator wide = correlator(new ServiceGraph(calls, hosts));
    Random random = new Random(7);
    List<AlertSignal> some = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      some.add(alert("s" + random.nextInt(30), "n" + i, random.nextInt(60), Priority.P2, true));
    }
    some.sort(AlertSignal.ORDER);
    some.forEach(wide::take);
    wide.take(chain(IncidentKind.ESCALATION, some.subList(57, 60)));
    wide.end();

    assertThat(only(IncidentKind.STORM).members())
        .hasSize(60)
        .extracting(Incident.Member::reason)
        .containsOnly(JoinReason.IN_STORM);
    assertThat(told.values())
        .as("no escalation of what is in a storm")
        .noneMatch(one -> one.kind() == IncidentKind.ESCALATION);
  }

  @Test
  void anEscalationTakesItsStagesWithIt() {
    List<AlertSignal> stages =
        List.of(
            alert("web", "w", 0, Priority.P3, true),
            alert("web", "w", 200, Priority.P2, true),
            alert("web", "w", 400, Priority.P1, true));
    stages.forEach(correlator::take);
    correlator.take(chain(IncidentKind.ESCALATION, stages));
    correlator.end();

    assertThat(only(IncidentKind.ESCALATION).members())
        .extracting(Incident.Member::reason)
        .containsOnly(JoinReason.GREW_WORSE);
  }

  @Test
  void whatIsToldRestsNeitherOnHowTheClockGoesNorOnRestarts() throws IOException {
    SimulatedStorms day = new SimulatedStorms(5);
    List<Incident> told = told(day, new Random(1), 0);

    assertThat(told).hasSizeGreaterThan(500);
    assertThat(told(day, new Random(2), 0)).isEqualTo(told);
    assertThat(told(day, new Random(3), 0.02)).as("with restarts").isEqualTo(told);
  }

  private static List<Incident> told(SimulatedStorms day, Random random, double restarts)
      throws IOException {
    List<Incident> told = new ArrayList<>();
    Correlator correlator =
        new Correlator(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, told::add);
    long clock = day.events.get(0).time();
    for (Evidence event : day.events) {
      while (clock < event.time() - 5_000 && !(event instanceof Heartbeat)) {
        clock += 1 + random.nextInt(60_000);
        correlator.advance(Math.min(clock, event.time() - 1));
      }
      clock = event.time();
      correlator.take(event);
      if (random.nextDouble() < restarts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        correlator.write(new DataOutputStream(bytes));
        correlator = new Correlator(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, told::add);
        correlator.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      }
    }
    correlator.end();
    return told;
  }

  @Test
  void whoTouchesManyServicesIsRaisedByAStepAndNeverLowered() {
    Map<String, List<String>> calls = new TreeMap<>();
    for (String caller : List.of("a", "b", "c", "d", "e", "f")) {
      calls.put(caller, List.of("base"));
    }
    Correlator star = correlator(new ServiceGraph(calls, Map.of()));
    star.take(alert("base", "errors", 0, Priority.P2, true));
    star.take(alert("a", "errors", 4, Priority.P2, true));
    star.take(alert("b", "errors", 5, Priority.P2, true));
    star.advance(START + 7_000);
    assertThat(only(IncidentKind.CASCADE).priority()).isEqualTo(Priority.P2);
    for (String caller : List.of("c", "d", "e")) {
      star.take(alert(caller, "errors", 8, Priority.P3, true));
    }
    star.advance(START + 10_000);

    assertThat(only(IncidentKind.CASCADE).priority()).isEqualTo(Priority.P1);
    assertThat(only(IncidentKind.CASCADE).impact()).isEqualTo(6.0 / 7);
    star.end();
    assertThat(only(IncidentKind.CASCADE).priority()).isEqualTo(Priority.P1);
  }

  @Test
  void aServiceOfGreatWeightRaisesWhatTouchesIt() {
    ServiceGraph graph =
        new ServiceGraph(
            Map.of("pay", List.of("ledger"), "report", List.of("ledger")),
            Map.of(),
            Map.of("ledger", 10.0));
    Correlator weighty = correlator(graph);
    weighty.take(alert("ledger", "errors", 0, Priority.P2, true));
    weighty.take(alert("pay", "errors", 5, Priority.P2, true));
    weighty.take(alert("report", "errors", 6, Priority.P2, true));
    weighty.end();

    assertThat(only(IncidentKind.CASCADE).priority()).isEqualTo(Priority.P1);
    assertThat(only(IncidentKind.CASCADE).impact()).isEqualTo(1);
  }

  @Test
  void anAlertThatIsToldTwiceIsOne() {
    AlertSignal payments = alert("payments", "errors", 0, Priority.P1, true);
    AlertSignal orders = alert("orders", "errors", 8, Priority.P1, true);
    correlator.take(payments);
    correlator.take(payments);
    correlator.take(orders);
    correlator.advance(START + 10_000);
    correlator.take(orders);
    correlator.end();

    assertThat(only(IncidentKind.CASCADE).members()).hasSize(2);
  }

  @Test
  void versionsOfAnIncidentRise() {
    fires("payments", 0);
    fires("orders", 8);
    correlator.advance(START + 9_000);
    int first = only(IncidentKind.CASCADE).version();
    fires("db", 22);
    correlator.advance(START + 24_000);

    assertThat(only(IncidentKind.CASCADE).version()).isGreaterThan(first);
  }

  @Test
  void aChainTakesWhatNoOpenIncidentHolds() {
    AlertSignal feed = alert("feed", "stale", 0, Priority.P2, true);
    AlertSignal loss = alert("momentum", "loss", 300, Priority.P2, true);
    correlator.take(feed);
    correlator.take(loss);
    correlator.take(chain(IncidentKind.CASCADE, List.of(feed, loss)));
    correlator.take(chain(IncidentKind.CHANGE_IMPACT, List.of(loss)));
    correlator.end();

    Incident cascade = only(IncidentKind.CASCADE);
    assertThat(cascade.root()).isEqualTo("feed");
    assertThat(cascade.pattern()).isEqualTo("some-chain");
    assertThat(cascade.members())
        .hasSize(2)
        .allSatisfy(member -> assertThat(member.reason()).isEqualTo(JoinReason.IN_CHAIN));
    assertThat(told.values()).as("held by the first").hasSize(1);
  }

  private static Chain chain(IncidentKind kind, List<AlertSignal> alerts) {
    return new Chain("some-chain", kind, alerts, alerts.get(alerts.size() - 1).time());
  }

  private void toggle(int round) {
    correlator.take(alert("web", "flaps", 40L * round, Priority.P2, true));
    correlator.take(alert("web", "flaps", 40L * round + 20, Priority.P2, false));
  }

  private void fires(String service, long second) {
    correlator.take(alert(service, "errors", second, Priority.P1, true));
  }

  private AlertSignal alert(
      String service, String name, long second, Priority priority, boolean fires) {
    return new AlertSignal(
        "a%04d".formatted(alerts++),
        START + 1_000 * second,
        name,
        service + "/" + name,
        service,
        GRAPH.hostOf(service),
        priority,
        fires);
  }

  private Incident only(IncidentKind kind) {
    List<Incident> some = told.values().stream().filter(one -> one.kind() == kind).toList();
    assertThat(some).as("%s among %s", kind, told.values()).hasSize(1);
    return some.get(0);
  }
}
