package io.barograph.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditKind;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.command.Command;
import io.barograph.core.command.Command.Kind;
import io.barograph.core.decision.Decision;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteBuilder;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.Silence;
import io.barograph.core.route.TimeIntervals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes of every kind of command. */
class AuditedCommandsTest {
  private static final long HOUR = 3_600_000;
  private static final Labels A = Labels.of("alertname", "Down", "instance", "a");
  private static final Labels B = Labels.of("alertname", "Down", "instance", "b");
  private static final Labels C = Labels.of("alertname", "Slow", "instance", "c");

  private final Dispatcher dispatcher =
      new Dispatcher(
          new RoutingConfig(
              new RouteBuilder().receiver("ops").build(),
              Map.of(
                  "ops",
                  new ReceiverConfig(
                      "ops", List.of(new IntegrationConfig("webhook", 0, true, Map.of())))),
              List.of(),
              TimeIntervals.NONE,
              List.of(),
              Map.of()),
          new Told() {
            @Override
            public void notify(Notification notification) {}

            @Override
            public void decided(Decision decision) {}
          });

  @BeforeEach
  void threeAlertsFire() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.fires(B, 0));
    dispatcher.take(Alerts.fires(C, 0));
  }

  private static Command silence(String id, String changed, String matcherRegex, long from) {
    Silence wanted =
        new Silence(
            changed,
            List.of(LabelMatcher.of(LabelMatcher.Type.REGEX, "alertname", matcherRegex)),
            from,
            HOUR,
            "ann",
            "planned",
            new TreeMap<>(),
            from,
            List.of());
    return new Command(Kind.SILENCE, id, 1_000, "ann", "planned", "", Optional.of(wanted), false);
  }

  private static Command of(Kind kind, String subject, long time) {
    return new Command(kind, "c1", time, "bob", "mine", subject, Optional.empty(), false);
  }

  private static void assertOutcome(AuditEntry entry, AuditCode code, String... values) {
    assertThat(entry.outcome()).isEqualTo(AuditOutcome.of(code, values));
  }

  @Test
  void aSilenceTellsHowManyAlertsItCoversAndFromWhen() {
    AuditEntry entry = dispatcher.take(silence("s1", "", "Down", 60_000));

    assertOutcome(
        entry, AuditCode.SILENCED, "s1", "{alertname=~\"Down\"}", "1970-01-01T01:00:00Z", "2");
    assertThat(entry.effectiveFrom()).isEqualTo(60_000);
    assertThat(entry.version()).isEqualTo(1);
    assertThat(entry.order().kind()).isEqualTo(AuditKind.SILENCE);
    assertThat(entry.order().id()).isEqualTo("s1");
    assertThat(entry.order().at()).isEqualTo(1_000);
    assertThat(entry.order().author()).isEqualTo("ann");
    assertThat(entry.order().comment()).isEqualTo("planned");
    assertThat(entry.order().subject()).isEqualTo("s1");
  }

  @Test
  void aSilenceThatIsChangedKeepsItsIdOrIsReplaced() {
    dispatcher.take(silence("s1", "", "Down", 60_000));

    assertThat(dispatcher.take(silence("s2", "s1", "Down", 70_000)).outcome().code())
        .isEqualTo(AuditCode.SILENCE_CHANGED);
    AuditEntry replaced = dispatcher.take(silence("s3", "s1", "Slow", 80_000));
    assertOutcome(
        replaced,
        AuditCode.SILENCE_REPLACED,
        "s3",
        "s1",
        "{alertname=~\"Slow\"}",
        "1970-01-01T01:00:00Z",
        "1");
    assertThat(replaced.order().subject()).isEqualTo("s1");
  }

  @Test
  void aSilenceOfEverythingIsRefusedWithItsReason() {
    AuditEntry entry = dispatcher.take(silence("s1", "", ".+", 60_000));

    assertThat(entry.outcome().code()).isEqualTo(AuditCode.SILENCE_REFUSED);
    assertThat(entry.outcome().parameters())
        .containsEntry("reason", "matches_everything")
        .containsEntry("matchers", "{alertname=~\".+\"}");
    assertThat(entry.effectiveFrom()).as("when it was refused").isEqualTo(1_000);
  }

  @Test
  void aSilenceIsEndedOnce() {
    dispatcher.take(silence("s1", "", "Down", 1_000));

    assertOutcome(
        dispatcher.take(of(Kind.EXPIRE, "s1", 2_000)),
        AuditCode.SILENCE_ENDED,
        "s1",
        "{alertname=~\"Down\"}");
    assertOutcome(dispatcher.take(of(Kind.EXPIRE, "s1", 3_000)), AuditCode.SILENCE_WAS_OVER, "s1");
    assertThat(dispatcher.take(of(Kind.EXPIRE, "other", 4_000)).outcome().parameters())
        .containsEntry("reason", "not_found");
  }

  @Test
  void anAlertIsAcknowledgedOnce() {
    String id = Alerts.fires(A, 0).id();

    assertOutcome(dispatcher.take(of(Kind.ACK, id, 2_000)), AuditCode.ACKNOWLEDGED, "Down");
    assertOutcome(dispatcher.take(of(Kind.ACK, id, 3_000)), AuditCode.WAS_ACKNOWLEDGED, "Down");
    assertOutcome(dispatcher.take(of(Kind.ACK, "other-1", 4_000)), AuditCode.NOT_FIRING);
  }

  @Test
  void anAlertIsDeclaredOverOnce() {
    String id = Alerts.fires(A, 0).id();
    AuditEntry entry = dispatcher.take(of(Kind.RESOLVE, id, 2_000));

    assertOutcome(entry, AuditCode.DECLARED_OVER, "Down");
    assertThat(entry.order().subject()).isEqualTo(id);
    assertOutcome(dispatcher.take(of(Kind.RESOLVE, id, 3_000)), AuditCode.NOT_FIRING);
  }

  @Test
  void whatComesLateHoldsFromTheTimeThatIsReached() {
    dispatcher.advance(30_000);

    AuditEntry entry = dispatcher.take(of(Kind.ACK, Alerts.fires(A, 0).id(), 2_000));
    assertThat(entry.order().at()).isEqualTo(2_000);
    assertThat(entry.effectiveFrom()).isEqualTo(30_000);
  }

  @Test
  void aCommandThatIsGivenTwiceHasOneEntryAndAnotherOfItsIdAnother() {
    String id = Alerts.fires(A, 0).id();
    Set<String> ids = new TreeSet<>();
    ids.add(dispatcher.take(of(Kind.ACK, id, 2_000)).id());
    ids.add(dispatcher.take(of(Kind.ACK, id, 2_000)).id());
    assertThat(ids).hasSize(1);

    ids.add(dispatcher.take(of(Kind.ACK, Alerts.fires(B, 0).id(), 2_000)).id());
    ids.add(dispatcher.take(of(Kind.RESOLVE, id, 2_000)).id());
    ids.add(dispatcher.take(of(Kind.ACK, id, 2_001)).id());
    ids.add(dispatcher.take(silence("s1", "", "Down", 60_000)).id());
    ids.add(dispatcher.take(silence("s1", "", "Slow", 60_000)).id());
    assertThat(ids).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindOfCommandIsAudited(Kind kind) {
    Command command =
        kind == Kind.SILENCE ? silence("c1", "", "Down", 60_000) : of(kind, "none", 2_000);

    assertThat(dispatcher.take(command).order().kind().wireName()).isEqualTo(kind.wireName());
  }
}
