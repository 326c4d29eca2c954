package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
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
import org.junit.jupiter.api.Test;

/** Incidents of alerts that no graph knows, told as stories. */
class AlertGroupsTest {
  private static final long START = 1_760_000_000_000L;

  private final Map<String, Incident> told = new LinkedHashMap<>();
  private final Correlator correlator =
      new Correlator(
          CorrelationPolicy.DEFAULT,
          ImpactPolicy.DEFAULT,
          incident -> told.put(incident.id(), incident));
  private int alerts;

  @Test
  void alertsThatShareARareValueAreOneGroup() {
    usual();
    fires(0, "", "DiskSlow", "instance", "i7", "cluster", "main");
    fires(30, "", "JobFailed", "instance", "i7", "cluster", "main");
    correlator.advance(START + 31_000);

    Incident group = only();
    assertThat(group.kind()).isEqualTo(IncidentKind.GROUP);
    assertThat(group.openedAt()).isEqualTo(START + 31_000);
    assertThat(group.members())
        .hasSize(2)
        .allSatisfy(
            member -> {
              assertThat(member.reason()).isEqualTo(JoinReason.ALIKE);
              assertThat(member.by()).isEqualTo("instance=i7");
              assertThat(member.score()).isBetween(0.7, 0.9999);
            });
  }

  @Test
  void whatNearlyAllAlertsShareSaysNothing() {
    usual();
    fires(0, "", "DiskSlow", "instance", "i7", "cluster", "main");
    fires(1, "", "JobFailed", "instance", "i8", "cluster", "main");
    correlator.end();

    assertThat(told).isEmpty();
  }

  @Test
  void alertsAreAlikeByTheirWords() {
    usual();
    fires(0, "", "CertificateExpires", "instance", "i7");
    fires(5, "", "CertificateRefused", "instance", "i8");
    correlator.end();

    assertThat(only().members()).extracting(Incident.Member::by).containsOnly("certificate");
  }

  @Test
  void whatBeginsLongAfterIsApart() {
    usual();
    fires(0, "", "DiskSlow", "instance", "i7");
    fires(301, "", "JobFailed", "instance", "i7");
    correlator.end();

    assertThat(told).isEmpty();
  }

  @Test
  void anAlertThatFiresAgainIsNoGroup() {
    usual();
    for (int i = 0; i < 2; i++) {
      correlator.take(
          new AlertSignal("again" + i, START + i, "A", "same", "", "", Priority.P2, true)
              .withTraits(new AlertTraits(List.of("instance=i7"), List.of())));
    }
    correlator.end();

    assertThat(told).isEmpty();
  }

  @Test
  void whatTheGraphKnowsIsLeftToTheGraph() {
    usual();
    correlator.take(
        new Topology(
            "",
            new ServiceGraph(Map.of("web", List.of(), "mail", List.of()), Map.of()),
            Duration.ofMinutes(1),
            START - 1));
    fires(0, "web", "DiskSlow", "instance", "i7");
    fires(1, "mail", "JobFailed", "instance", "i7");
    fires(2, "unknown", "QueueFull", "instance", "i7");
    correlator.end();

    assertThat(told).isEmpty();
  }

  @Test
  void aGroupBecomesACascadeOnceTheGraphIsKnown() {
    usual();
    for (int i = 0; i < 3; i++) {
      fires(i, "web", "Slow" + i, "instance", "i7");
      fires(10 + i, "db", "Full" + i, "instance", "i7");
    }
    correlator.advance(START + 14_000);
    assertThat(only().kind()).isEqualTo(IncidentKind.GROUP);

    ServiceGraph graph = new ServiceGraph(Map.of("web", List.of("db")), Map.of());
    correlator.take(new Topology("", graph, Duration.ofMinutes(1), START + 15_000));
    correlator.end();

    assertThat(only().kind()).isEqualTo(IncidentKind.CASCADE);
    assertThat(only().root()).isEqualTo("db");
  }

  @Test
  void aGroupOfWhatWasChangedShortlyBeforeCameOfTheChange() {
    usual();
    correlator.take(new ServiceChange("", "jobs", "deploy", "", START - 60_000, "c"));
    fires(0, "jobs", "DiskSlow", "service", "jobs");
    fires(1, "jobs", "JobFailed", "service", "jobs");
    correlator.end();

    assertThat(only().kind()).isEqualTo(IncidentKind.CHANGE_IMPACT);
    assertThat(only().root()).isEqualTo("jobs");
  }

  @Test
  void aFloodOfAlikeAlertsIsOneGroupAndHeldUpToABound() throws IOException {
    usual();
    int most = CorrelationPolicy.DEFAULT.maxHeld();
    for (int i = 0; i < 2 * most; i++) {
      fires(i / 200, "", "Alert" + i, "instance", "i7", "disk", "d" + i % 50);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    correlator.write(new DataOutputStream(bytes));
    correlator.end();

    assertThat(bytes.size()).as("bytes of state").isLessThan(2_000 * most);
    assertThat(only().memberCount()).isEqualTo(2 * most);
  }

  @Test
  void ofAlertsThatAreNotAlikeAFewAreRemembered() throws IOException {
    int most = CorrelationPolicy.DEFAULT.maxHeld();
    int largest = 0;
    for (int i = 0; i < 4 * most; i++) {
      fires(i / 500, "", "A", "one", "o" + i, "other", "p" + i);
      if (i % most == most - 1) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        correlator.write(new DataOutputStream(bytes));
        largest = Math.max(largest, bytes.size());
      }
    }
    correlator.end();

    assertThat(told).isEmpty();
    assertThat(largest).as("bytes of state").isLessThan(1_000 * most);
  }

  @Test
  void whatIsToldRestsNeitherOnHowTheClockGoesNorOnRestarts() throws IOException {
    SimulatedGroups day = new SimulatedGroups(5);
    List<Incident> told = told(day, 0);

    assertThat(told).hasSizeGreaterThan(50);
    assertThat(told(day, 0.1)).isEqualTo(told);
  }

  private static List<Incident> told(SimulatedGroups day, double restarts) throws IOException {
    Random random = new Random(1);
    List<Incident> told = new ArrayList<>();
    Correlator correlator =
        new Correlator(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, told::add);
    for (Evidence event : day.events) {
      if (random.nextDouble() < restarts) {
        correlator.advance(event.time() - random.nextInt(60_000));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        correlator.write(new DataOutputStream(bytes));
        correlator = new Correlator(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, told::add);
        correlator.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      }
      correlator.take(event);
    }
    correlator.end();
    return told;
  }

  /** A day of alerts that stood alone, on instances of one cluster. */
  private void usual() {
    for (int i = 0; i < 100; i++) {
      fires(
          -86_400 + 800L * i,
          "",
          "Usual" + (char) ('A' + i % 20),
          "instance",
          "u" + i,
          "cluster",
          "main");
    }
  }

  private void fires(long second, String service, String name, String... labels) {
    Labels.Builder all = Labels.of(labels).toBuilder().set(Labels.ALERT_NAME, name);
    String id = "a%05d".formatted(alerts++);
    correlator.take(
        new AlertSignal(id, START + 1_000 * second, name, id, service, "", Priority.P2, true)
            .withTraits(AlertTraits.of(all.build(), List.of(), "")));
  }

  private Incident only() {
    assertThat(told.values()).hasSize(1);
    return told.values().iterator().next();
  }
}
