package io.barograph.core.notify;

import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.Route;
import io.barograph.core.route.RoutingExtensions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who else is told of alerts that fire for long. Each receiver of an escalation has one group for
 * its alerts, with all that groups have: an owed book, mutes and an end. Not thread-safe.
 */
final class Escalations {
  private final Route root;
  private final AlertGroups groups;
  private final Told told;
  private final List<EscalationWatch> watches;

  /**
   * No alert fires.
   *
   * @param graphs say how much services matter
   * @param root of the routes by which alerts are told otherwise
   * @param groups takes those of escalations too
   * @param told takes each step
   */
  Escalations(
      RoutingExtensions extensions,
      ServiceGraphs graphs,
      Route root,
      AlertGroups groups,
      Told told) {
    this.root = root;
    this.groups = groups;
    this.told = told;
    this.watches =
        extensions.escalations().stream()
            .map(
                rule ->
                    new EscalationWatch(rule, new AffectedServices(extensions.places(), graphs)))
            .toList();
  }

  /** An alert fires, or fires on. */
  void fires(NotifiedAlert alert, long now) {
    watches.forEach(watch -> watch.fires(alert, now));
  }

  /** An alert fires no longer: what was told of it is told ended, and of the rest nobody hears. */
  void isOver(NotifiedAlert alert, long now) {
    watches.forEach(watch -> watch.isOver(alert));
    releaseUntold(alert, now);
  }

  private void releaseUntold(NotifiedAlert alert, long now) {
    long fingerprint = alert.labels().fingerprint();
    for (AlertGroup group : groups.of(fingerprint)) {
      if (group.id().isEscalation() && !group.owes(fingerprint)) {
        groups.release(group, fingerprint, now);
      }
    }
  }

  /** Somebody takes care of an alert: who waits for that and was not told yet, is not. */
  void isAcknowledged(NotifiedAlert alert, long now) {
    long fingerprint = alert.labels().fingerprint();
    for (AlertGroup group : groups.of(fingerprint)) {
      boolean waits =
          ruleOf(group.id()).filter(rule -> rule.condition().unlessAcknowledged()).isPresent();
      if (waits && !group.owes(fingerprint)) {
        groups.release(group, fingerprint, now);
      }
    }
  }

  /** The graph of an environment is another. */
  void follow(String environment, long now) {
    watches.forEach(watch -> watch.graphChanged(environment, now));
  }

  /** When there is to be decided next; the greatest long if never. */
  long nextDue() {
    return watches.stream().mapToLong(EscalationWatch::nextDue).min().orElse(Long.MAX_VALUE);
  }

  /** Takes the steps that are due. */
  void decide(FiringAlerts firing, Orders orders, long now) {
    for (EscalationWatch watch : watches) {
      for (long fingerprint : watch.takeDue(now)) {
        NotifiedAlert alert = firing.get(fingerprint);
        boolean isCaredFor =
            watch.rule().condition().unlessAcknowledged() && orders.acknowledge(List.of(alert));
        if (!isCaredFor) {
          escalate(watch, alert, now);
        }
      }
    }
  }

  private void escalate(EscalationWatch watch, NotifiedAlert alert, long now) {
    Escalation rule = watch.rule();
    for (String receiver : rule.receivers()) {
      GroupId id = GroupId.ofEscalation(receiver, rule.name());
      AlertGroup group =
          groups.open(id, () -> new AlertGroup(id, new GroupWay.OfEscalation(root, rule)));
      if (!group.holds(alert.labels().fingerprint())) {
        groups.put(group, alert, now);
        told.decided(
            Decision.of(
                DecisionCode.ALERT_ESCALATED,
                "",
                alert.alertId(),
                1,
                now,
                id.digest(),
                rule.name(),
                receiver,
                impact(watch, alert),
                why(watch, alert, now)));
      }
    }
  }

  private static String why(EscalationWatch watch, NotifiedAlert alert, long now) {
    Escalation.Condition condition = watch.rule().condition();
    String care = condition.unlessAcknowledged() ? " and nobody has acknowledged it" : "";
    String services =
        condition.minServices() > 1
            ? ", alerts are on %d services".formatted(watch.services())
            : "";
    String impact = condition.asksForImpact() ? ", the impact is " + impact(watch, alert) : "";
    Duration fired = Duration.ofSeconds((now - alert.startsAt()) / 1_000);
    return "it has fired for %s%s%s%s".formatted(words(fired), care, services, impact);
  }

  /** The impact with three decimals; empty if the rule does not ask for it. */
  private static String impact(EscalationWatch watch, NotifiedAlert alert) {
    return watch.rule().condition().asksForImpact()
        ? String.format(Locale.ROOT, "%.3f", watch.impactOn(alert))
        : "";
  }

  /** {@code 1h 5m}, as far as it is not 0. */
  private static String words(Duration time) {
    String words =
        part(time.toDays(), "d")
            + part(time.toHoursPart(), "h")
            + part(time.toMinutesPart(), "m")
            + part(time.toSecondsPart(), "s");
    return words.isEmpty() ? "0s" : words.strip();
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : " " + count + unit;
  }

  /** The way of an escalation's group; empty if there is no such escalation any more. */
  Optional<GroupWay> wayOf(GroupId id) {
    return ruleOf(id).map(rule -> new GroupWay.OfEscalation(root, rule));
  }

  /**
   * All groups are read, be they of other settings: an alert that fires strays from those of
   * escalations that do not concern it any more.
   */
  void restored(NotifiedAlert alert, long now) {
    long fingerprint = alert.labels().fingerprint();
    for (AlertGroup group : groups.of(fingerprint)) {
      if (group.id().isEscalation()) {
        groups.stray(group, fingerprint, !concerns(group.id(), alert));
      }
    }
    fires(alert, now);
  }

  private boolean concerns(GroupId id, NotifiedAlert alert) {
    return ruleOf(id).filter(rule -> rule.concerns(alert.labels(), alert.priority())).isPresent();
  }

  private Optional<Escalation> ruleOf(GroupId id) {
    return watches.stream()
        .map(EscalationWatch::rule)
        .filter(rule -> id.isEscalation() && id.escalation().equals(rule.name()))
        .filter(rule -> rule.receivers().contains(id.receiver()))
        .findFirst();
  }
}
