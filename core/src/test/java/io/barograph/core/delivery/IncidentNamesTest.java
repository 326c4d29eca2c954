package io.barograph.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.IncidentKind;
import io.barograph.core.incident.JoinReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.NotifyReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The incident in a message is one that the alerts of the message belong to, or none. */
class IncidentNamesTest {
  private static final long T = 1_760_000_000_000L;
  private static final long HOUR = 3_600_000;

  private final IncidentNames names = new IncidentNames();

  private static Labels labels(String alert) {
    return Labels.of("alertname", alert);
  }

  private static NotifiedAlert alert(String name, long startsAt) {
    return new NotifiedAlert(
        labels(name), new TreeMap<>(), startsAt, NotifiedAlert.FIRES_ON, "", "", Priority.P2);
  }

  private static Notification told(NotifiedAlert... alerts) {
    return new Notification(
        "1",
        "ops",
        "{}:{}",
        Labels.EMPTY,
        Labels.EMPTY,
        NotifyReason.FIRST,
        List.of(alerts),
        0,
        "",
        T);
  }

  private static Incident incident(
      String id, int version, long updatedAt, boolean isOpen, String... alerts) {
    List<Incident.Member> members =
        Stream.of(alerts)
            .map(
                name ->
                    new AlertSignal(
                        id + name,
                        T,
                        name,
                        alert(name, T).fingerprint(),
                        "",
                        "",
                        Priority.P2,
                        true))
            .map(signal -> new Incident.Member(signal, JoinReason.ROOT, "", 1))
            .toList();
    return new Incident(
        id,
        version,
        "",
        IncidentKind.CASCADE,
        "",
        T,
        updatedAt,
        isOpen,
        Priority.P2,
        0,
        new TreeSet<>(),
        alerts.length,
        members,
        List.of());
  }

  private String named(NotifiedAlert... alerts) {
    return names.name(told(alerts)).incident();
  }

  @Test
  void aMessageHasNoIncidentUntilOneIsKnown() {
    assertThat(named(alert("Down", T))).isEmpty();
    names.take(incident("a", 1, T, true, "Down", "Slow"));
    assertThat(named(alert("Down", T))).isEqualTo("a");
    assertThat(named(alert("Other", T))).isEmpty();
  }

  @Test
  void theOneThatMostAlertsBelongToGivesTheName() {
    names.take(incident("a", 1, T, true, "Down"));
    names.take(incident("b", 1, T, true, "Slow", "Late"));
    assertThat(named(alert("Down", T), alert("Slow", T), alert("Late", T))).isEqualTo("b");
    assertThat(named(alert("Down", T), alert("Slow", T))).as("of two the first").isEqualTo("a");
  }

  @Test
  void anIncidentThatHasEndedNamesItsOwnAlertsAndNoLaterOnes() {
    names.take(incident("a", 1, T, true, "Down"));
    assertThat(named(alert("Down", T + 2 * HOUR))).as("it fires again meanwhile").isEqualTo("a");
    names.take(incident("a", 2, T + HOUR, false, "Down"));
    assertThat(named(alert("Down", T))).isEqualTo("a");
    assertThat(named(alert("Down", T + 2 * HOUR))).isEmpty();
    assertThat(named(alert("Down", T - HOUR))).as("it had fired before").isEmpty();
  }

  @Test
  void whatHasLeftOrGoneOverIsNamedAnew() {
    names.take(incident("a", 1, T, true, "Down", "Slow"));
    names.take(incident("b", 1, T, true, "Slow"));
    assertThat(named(alert("Slow", T))).isEqualTo("b");
    names.take(incident("a", 2, T, true));
    assertThat(named(alert("Down", T))).isEmpty();
    assertThat(named(alert("Slow", T))).isEqualTo("b");
  }

  @Test
  void anOlderVersionChangesNothing() {
    assertThat(names.take(incident("a", 2, T, true, "Down"))).isTrue();
    assertThat(names.take(incident("a", 1, T, true, "Slow"))).isFalse();
    assertThat(names.take(incident("a", 2, T, true, "Down"))).isFalse();
    assertThat(named(alert("Slow", T))).isEmpty();
    assertThat(named(alert("Down", T))).isEqualTo("a");
  }

  @Test
  void theOldestAreForgotten() {
    for (int i = 0; i <= IncidentNames.MAX_INCIDENTS; i++) {
      names.take(incident("incident-" + i, 1, T, true, "Down" + i));
    }
    assertThat(named(alert("Down0", T))).isEmpty();
    assertThat(named(alert("Down1", T))).isEqualTo("incident-1");
    names.take(incident("late", 1, T + IncidentNames.KEPT_MILLIS + 1, true, "Late"));
    assertThat(named(alert("Down1", T))).isEmpty();
    assertThat(named(alert("Late", T))).isEqualTo("late");
  }

  @Test
  void soManyAlertsAreKnownTogether() {
    String[] many = IntStream.range(0, 200).mapToObj(i -> "Many" + i).toArray(String[]::new);
    for (int i = 0; i <= IncidentNames.MAX_ALERTS / 200; i++) {
      String suffix = "-" + i;
      names.take(
          incident(
              "incident-" + i,
              1,
              T,
              true,
              Stream.of(many).map(name -> name + suffix).toArray(String[]::new)));
    }
    assertThat(named(alert("Many7-0", T))).isEmpty();
    assertThat(named(alert("Many7-1", T))).isEqualTo("incident-1");
  }

  @Test
  void whatIsWrittenIsReadAlsoSeveralTimes() throws IOException {
    names.take(incident("a", 1, T, true, "Down"));
    names.take(incident("b", 3, T + HOUR, false, "Slow"));
    byte[] bytes = written(names);
    IncidentNames read = new IncidentNames();
    for (int i = 0; i < 2; i++) {
      read.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
    assertThat(written(read)).isEqualTo(bytes);
    assertThat(read.name(told(alert("Slow", T))).incident()).isEqualTo("b");
    assertThat(read.name(told(alert("Slow", T + 2 * HOUR))).incident()).isEmpty();
    assertThat(read.take(incident("b", 3, T + HOUR, false, "Other"))).isFalse();
  }

  private static byte[] written(IncidentNames names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    names.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
