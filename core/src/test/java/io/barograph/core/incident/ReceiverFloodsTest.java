package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Alerts that nothing explains, and the people behind a receiver. */
class ReceiverFloodsTest {
  private static final long START = 1_760_000_000_000L;
  private static final long MINUTE = 60_000;

  private final List<Incident> told = new ArrayList<>();

  @Test
  void tenAloneInTenMinutesAreOneFlood() {
    Correlator correlator = correlator(told::add);
    for (int i = 0; i < 10; i++) {
      correlator.take(alert(i, "s" + i % 3, i * 65_000L, "desk"));
    }
    correlator.advance(START + 20 * MINUTE);

    assertThat(told).extracting(Incident::kind).containsOnly(IncidentKind.FLOOD);
    Incident last = told.get(told.size() - 1);
    assertThat(last.memberCount()).isEqualTo(10);
    assertThat(last.members())
        .allSatisfy(
            member -> {
              assertThat(member.reason()).isEqualTo(JoinReason.FLOODS);
              assertThat(member.by()).isEqualTo("desk");
            });
    assertThat(last.services()).containsExactly("s0", "s1", "s2");
  }

  @Test
  void whatComesWhileItLastsJoinsAndItEndsWhenLessThanHalfComes() {
    Correlator correlator = correlator(told::add);
    for (int i = 0; i < 14; i++) {
      correlator.take(alert(i, "s" + i, i * MINUTE / 2, "desk", "archive"));
    }
    correlator.advance(START + 15 * MINUTE);
    assertThat(last().memberCount()).isEqualTo(14);
    assertThat(last().isOpen()).isTrue();
    correlator.advance(START + 40 * MINUTE);
    assertThat(last().isOpen()).isFalse();
    assertThat(told.stream().map(Incident::id).distinct()).as("for both receivers").hasSize(1);
  }

  @Test
  void fewerOrOfTooFewServicesOrToSeveralOrToNobodyAreNone() {
    Correlator correlator = correlator(told::add);
    for (int i = 0; i < 9; i++) {
      correlator.take(alert(i, "s" + i, i * MINUTE, "desk"));
    }
    correlator.advance(START + 60 * MINUTE);
    for (int i = 0; i < 12; i++) {
      correlator.take(alert(100 + i, "s" + i % 2, 60 * MINUTE + i * 45_000L, "desk"));
    }
    correlator.advance(START + 120 * MINUTE);
    for (int i = 0; i < 12; i++) {
      correlator.take(alert(200 + i, "s" + i, 120 * MINUTE + i * 45_000L, "desk-" + i % 2));
    }
    correlator.advance(START + 180 * MINUTE);
    for (int i = 0; i < 12; i++) {
      correlator.take(alert(300 + i, "s" + i, 180 * MINUTE + i * 45_000L).alert());
    }
    correlator.advance(START + 240 * MINUTE);
    assertThat(told).isEmpty();
  }

  @Test
  void aPatternsFloodLastsAWindow() {
    Correlator correlator = correlator(told::add);
    List<AlertSignal> alerts = List.of(alert(0, "a", 0).alert(), alert(1, "b", 1_000).alert());
    alerts.forEach(correlator::take);
    correlator.take(new Chain("named", IncidentKind.FLOOD, alerts, START + 2_000));
    correlator.advance(START + 10_000);
    assertThat(last().isOpen()).isTrue();
    correlator.advance(START + 5 * MINUTE);
    assertThat(last().isOpen()).isFalse();
  }

  @Test
  void whatAnIncidentExplainsDoesNotCount() {
    Correlator correlator = correlator(told::add);
    Map<String, List<String>> calls = new TreeMap<>();
    for (int i = 0; i < 12; i++) {
      calls.put("web" + i, List.of("db"));
    }
    ServiceGraph graph = new ServiceGraph(calls, Map.of(), Map.of());
    correlator.take(new Topology("", graph, Topology.USUAL_HEARTBEAT_INTERVAL, START - MINUTE));
    correlator.take(alert(0, "db", 0, "desk"));
    for (int i = 1; i < 12; i++) {
      correlator.take(alert(i, "web" + i, 1_000L + i * 500L, "desk"));
    }
    correlator.advance(START + 30 * MINUTE);
    assertThat(told).extracting(Incident::kind).containsOnly(IncidentKind.CASCADE);
  }

  @Test
  void tellsTheSameAfterARestartAtAnyTime() throws IOException {
    Correlator undisturbed = correlator(told::add);
    List<Incident> again = new ArrayList<>();
    Correlator restarted = correlator(again::add);
    for (int i = 0; i < 14; i++) {
      RoutedAlert alert = alert(i, "s" + i, i * 40_000L, "desk", "night");
      undisturbed.take(alert);
      restarted.take(alert);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      restarted.write(new DataOutputStream(bytes));
      restarted = correlator(again::add);
      restarted.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
    undisturbed.advance(START + 60 * MINUTE);
    restarted.advance(START + 60 * MINUTE);
    assertThat(again).isNotEmpty().isEqualTo(told);
  }

  private Incident last() {
    return told.get(told.size() - 1);
  }

  private static Correlator correlator(Consumer<Incident> out) {
    return new Correlator(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, out);
  }

  private static RoutedAlert alert(int number, String service, long after, String... receivers) {
    String id = "a" + number;
    return new RoutedAlert(
        new AlertSignal(id, START + after, "A", id, service, "", Priority.P3, true),
        List.of(receivers));
  }
}
