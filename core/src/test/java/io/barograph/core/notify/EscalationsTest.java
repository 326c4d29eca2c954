package io.barograph.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Priority;
import io.barograph.core.command.Command;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.InhibitRule;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteBuilder;
import io.barograph.core.route.RouteTiming;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.core.route.Silence;
import io.barograph.core.route.TimeIntervals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

public class EscalationsTest {
  private static final long MINUTE = 60_000;
  private static final Labels A = Labels.of("alertname", "Down", "job", "api", "instance", "a");
  private static final Labels B = Labels.of("alertname", "Slow", "job", "db", "instance", "b");
  private static final Escalation.Condition UNANSWERED =
      new Escalation.Condition(15 * MINUTE, true, 1, 0, Priority.P4);

  private final List<Notification> told = new ArrayList<>();
  private final List<Decision> decided = new ArrayList<>();
  private final PartsInMemory kept = new PartsInMemory();
  private RoutingExtensions extensions = to(escalation("no answer", UNANSWERED, "lead"));
  private Dispatcher dispatcher = open();

  private static Escalation escalation(
      String name, Escalation.Condition condition, String... receivers) {
    return new Escalation(
        name,
        List.of(),
        condition,
        List.of(receivers),
        new RouteTiming(0, 5 * MINUTE, 60 * MINUTE));
  }

  private static RoutingExtensions to(Escalation... escalations) {
    return RoutingExtensions.ofEscalations(List.of(escalations));
  }

  private static RoutingConfig routing() {
    IntegrationConfig webhook = new IntegrationConfig("webhook", 0, true, Map.of());
    InhibitRule rule =
        new InhibitRule(
            "",
            List.of(LabelMatcher.equal("alertname", "HostDown")),
            List.of(LabelMatcher.equal("alertname", "Down")),
            List.of());
    return new RoutingConfig(
        new RouteBuilder().receiver("ops").groupBy(List.of("alertname")).build(),
        Map.of(
            "ops", new ReceiverConfig("ops", List.of(webhook)),
            "lead", new ReceiverConfig("lead", List.of(webhook)),
            "head", new ReceiverConfig("head", List.of(webhook))),
        List.of(rule),
        TimeIntervals.NONE,
        List.of(),
        Map.of());
  }

  private Dispatcher open() {
    return new Dispatcher(
        routing(),
        extensions,
        StormPolicy.NONE,
        new Told() {
          @Override
          public void notify(Notification notification) {
            told.add(notification);
          }

          @Override
          public void decided(Decision decision) {
            decided.add(decision);
          }
        });
  }

  private Dispatcher open(RoutingExtensions others) {
    extensions = others;
    return open();
  }

  private void restart(RoutingExtensions others, long now) throws IOException {
    dispatcher.writeChanges(kept);
    dispatcher = open(others);
    kept.readInto(dispatcher);
    dispatcher.restored(now);
  }

  private void acknowledge(Labels alert, long since, long at) {
    String id = Alerts.fires(alert, since).id();
    dispatcher.take(
        new Command(Command.Kind.ACK, "ack", at, "ann", "", id, Optional.empty(), false));
  }

  private void silence(LabelMatcher matcher, long from, long until) {
    Silence silence =
        new Silence("", List.of(matcher), from, until, "ann", "", new TreeMap<>(), from, List.of());
    dispatcher.take(
        new Command(Command.Kind.SILENCE, "s", from, "ann", "", "", Optional.of(silence), false));
  }

  /** What others than ops were told: {@code 15m lead [+a -b] escalated}. */
  private List<String> steps() {
    return told.stream()
        .filter(one -> !one.receiver().equals("ops"))
        .map(
            one ->
                "%dm %s %s %s"
                    .formatted(
                        one.at() / MINUTE,
                        one.receiver(),
                        one.alerts().stream()
                            .map(
                                alert ->
                                    (alert.isFiring() ? "+" : "-") + alert.labels().get("instance"))
                            .toList(),
                        one.reason().text()))
        .toList();
  }

  private List<String> decisions() {
    return decided.stream()
        .filter(one -> one.code() == DecisionCode.ALERT_ESCALATED)
        .map(Decision::sentence)
        .toList();
  }

  /** The codes of what an escalation decides. */
  public static Set<DecisionCode> everyDecision() {
    EscalationsTest test = new EscalationsTest();
    test.tellsOthersOfWhatFiresForLongAndOfItsEnd();
    return test.decided.stream().map(Decision::code).collect(Collectors.toSet());
  }

  @Test
  void tellsOthersOfWhatFiresForLongAndOfItsEnd() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.fires(B, 16 * MINUTE));
    dispatcher.take(Alerts.ends(A, 0, 22 * MINUTE));
    dispatcher.take(Alerts.ends(B, 16 * MINUTE, 30 * MINUTE)); // it has fired for 14 minutes
    dispatcher.advance(120 * MINUTE);

    assertThat(steps())
        .containsExactly("15m lead [+a] escalated", "25m lead [-a] all alerts resolved");
    assertThat(decisions())
        .containsExactly(
            "the alert goes on to lead by the escalation \"no answer\": it has fired for 15m and"
                + " nobody has acknowledged it");
    assertThat(told.stream().filter(one -> one.receiver().equals("lead")))
        .allMatch(one -> one.groupKey().equals("{}/escalation:{escalation=\"no answer\"}"));
  }

  @Test
  void furtherAlertsWaitForTheInterval() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.fires(B, MINUTE));
    dispatcher.advance(24 * MINUTE);

    assertThat(steps()).containsExactly("15m lead [+a] escalated", "20m lead [+a, +b] escalated");
  }

  @Test
  void whoeverTakesCareOfItInTimeKeepsItFromGoingOn() {
    dispatcher.take(Alerts.fires(A, 0));
    acknowledge(A, 0, 15 * MINUTE);
    dispatcher.advance(120 * MINUTE);

    assertThat(steps()).isEmpty();
    assertThat(decisions()).isEmpty();
  }

  @Test
  void whoeverTakesCareOfItLaterKeepsOnlyReminders() {
    dispatcher.take(Alerts.fires(A, 0));
    acknowledge(A, 0, 16 * MINUTE);
    dispatcher.take(Alerts.ends(A, 0, 300 * MINUTE));
    dispatcher.advance(400 * MINUTE);

    assertThat(steps())
        .containsExactly("15m lead [+a] escalated", "300m lead [-a] all alerts resolved");
  }

  @Test
  void goesOnAlthoughSomebodyTakesCareOfItWhereThatIsNotAskedFor() {
    dispatcher =
        open(
            to(
                escalation(
                    "always", new Escalation.Condition(0, false, 1, 0, Priority.P4), "head")));
    dispatcher.take(Alerts.fires(A, 0));
    acknowledge(A, 0, 0);
    dispatcher.advance(MINUTE);

    assertThat(steps()).containsExactly("0m head [+a] escalated");
  }

  @Test
  void levelsAreEscalationsOfLongerTimes() {
    dispatcher =
        open(
            to(
                escalation("one", UNANSWERED, "lead"),
                escalation(
                    "two",
                    new Escalation.Condition(30 * MINUTE, true, 1, 0, Priority.P2),
                    "head",
                    "lead")));
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.ends(A, 0, 31 * MINUTE));
    dispatcher.advance(60 * MINUTE);

    assertThat(steps())
        .containsExactly(
            "15m lead [+a] escalated",
            "30m head [+a] escalated",
            "30m lead [+a] escalated",
            "35m head [-a] all alerts resolved",
            "35m lead [-a] all alerts resolved",
            "35m lead [-a] all alerts resolved");
  }

  @Test
  void waitsUntilAsManyServicesAreAffected() {
    dispatcher =
        open(to(escalation("wide", new Escalation.Condition(0, true, 2, 0, Priority.P4), "head")));
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.advance(9 * MINUTE);
    assertThat(steps()).isEmpty();

    dispatcher.take(Alerts.fires(B, 10 * MINUTE));
    dispatcher.advance(12 * MINUTE);
    assertThat(steps()).containsExactly("10m head [+a, +b] escalated");
    assertThat(decisions()).allMatch(one -> one.endsWith(", alerts are on 2 services"));
  }

  @Test
  void isNotAboutWhatIsLessUrgent() {
    dispatcher =
        open(
            to(escalation("urgent", new Escalation.Condition(0, true, 1, 0, Priority.P1), "head")));
    dispatcher.take(Alerts.fires(A, 0)); // P2
    dispatcher.advance(12 * MINUTE);

    assertThat(steps()).isEmpty();
  }

  @Test
  void isStoppedBySilencesAndInhibitionAsTheRestIsButNotItsEnd() {
    Labels host = Labels.of("alertname", "HostDown", "instance", "h");
    dispatcher.take(Alerts.fires(A, 0));
    silence(LabelMatcher.equal("instance", "a"), 10 * MINUTE, 24 * MINUTE);
    dispatcher.advance(40 * MINUTE);
    assertThat(steps()).containsExactly("25m lead [+a] escalated");

    dispatcher.take(Alerts.fires(host, 41 * MINUTE));
    dispatcher.take(Alerts.ends(A, 0, 42 * MINUTE)); // inhibited by then
    dispatcher.advance(50 * MINUTE);
    assertThat(steps())
        .containsExactly("25m lead [+a] escalated", "45m lead [-a] all alerts resolved");
  }

  @Test
  void nobodyHearsOfTheEndOfWhatWasNotTold() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.fires(B, MINUTE));
    dispatcher.take(Alerts.ends(B, MINUTE, 17 * MINUTE)); // between its step and the interval
    dispatcher.advance(25 * MINUTE);

    assertThat(steps()).containsExactly("15m lead [+a] escalated");
  }

  @Test
  void goesOnAcrossARestartAsIfThereHadBeenNone() throws IOException {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.advance(10 * MINUTE);
    restart(extensions, 10 * MINUTE);
    dispatcher.advance(16 * MINUTE);
    restart(extensions, 16 * MINUTE);
    dispatcher.take(Alerts.ends(A, 0, 17 * MINUTE));
    dispatcher.advance(30 * MINUTE);

    assertThat(steps())
        .containsExactly("15m lead [+a] escalated", "20m lead [-a] all alerts resolved");
    assertThat(decisions()).hasSize(1);
  }

  @Test
  void tellsTheEndAlsoWhenTheEscalationIsNoMore() throws IOException {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.advance(16 * MINUTE);
    restart(RoutingExtensions.NONE, 16 * MINUTE);
    dispatcher.take(Alerts.fires(B, 20 * MINUTE));
    dispatcher.take(Alerts.ends(A, 0, 40 * MINUTE));
    dispatcher.advance(120 * MINUTE);

    assertThat(steps())
        .containsExactly("15m lead [+a] escalated", "40m lead [-a] all alerts resolved");
  }

  @Test
  void isAboutWhatFiresAlreadyWhenItComes() throws IOException {
    dispatcher = open(RoutingExtensions.NONE);
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.advance(60 * MINUTE);
    restart(to(escalation("no answer", UNANSWERED, "lead")), 60 * MINUTE);
    dispatcher.advance(61 * MINUTE);

    assertThat(steps()).containsExactly("60m lead [+a] escalated");
  }

  @Test
  void leavesNothingBehind() throws IOException {
    dispatcher.take(Alerts.fires(A, 0));
    acknowledge(A, 0, 16 * MINUTE);
    dispatcher.take(Alerts.ends(A, 0, 20 * MINUTE));
    dispatcher.advance(24 * 60 * MINUTE);
    dispatcher.writeChanges(kept);
    kept.forget("orders");

    assertThat(dispatcher.groups()).isZero();
    assertThat(kept.isEmpty()).isTrue();
  }

  @Test
  void refusesWhatSaysNothing() {
    assertThatThrownBy(() -> escalation("x", UNANSWERED)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new Escalation.Condition(-1, true, 1, 0, Priority.P1))
        .hasMessageContaining("was -1");
    assertThatThrownBy(() -> new Escalation.Condition(0, true, 0, 0, Priority.P1))
        .hasMessage("min_services must be >= 1, was 0");
    assertThatThrownBy(
            () -> to(escalation("x", UNANSWERED, "lead"), escalation("x", UNANSWERED, "head")))
        .hasMessage("escalation \"x\" stands twice: give each its own name");
  }
}
