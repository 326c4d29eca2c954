package io.barograph.promql.alerting;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.NoDataAlert;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Observation;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alerting rule but for its condition.
 *
 * @param key names the rule's state: pack, group, alert and labels; kept across edits of the rest.
 *     One that is only tried has a key of its own
 * @param owner where the rule stands
 * @param policy how its alerts live
 * @param intervalMillis ticks are the multiples of this
 * @param domain the clock it follows, by its place in the rule set
 * @param templates how its elements become alerts
 * @param haltMillis for how long its alerts halt trading before that is told again; 0 if they don't
 */
public record AlertRule(
    String key,
    Owner owner,
    AlertPolicy policy,
    long intervalMillis,
    int domain,
    AlertTemplates templates,
    long haltMillis) {

  /** A rule that halts nothing. */
  public AlertRule(
      String key,
      Owner owner,
      AlertPolicy policy,
      long intervalMillis,
      int domain,
      AlertTemplates templates) {
    this(key, owner, policy, intervalMillis, domain, templates, 0);
  }

  /** Begins the keys of rules that are only tried; no name of a pack does. */
  private static final char SHADOW = '\1';

  /** Ends an alert whose rule, that of {@code key}, is gone. */
  public static void endOrphan(
      String key, Labels identity, AlertLifecycle.Step step, long tick, AlertListener listener) {
    Alert end =
        new Alert(
            identity,
            new TreeMap<>(),
            step.state(),
            step.reason(),
            tick,
            Priority.ofSeverity(identity.get("severity")),
            Origin.RULE,
            List.of(ownerOfKey(key)),
            "");
    if (isShadow(key)) {
      listener.tried(end);
    } else {
      listener.changed(end);
      listener.halting(end, 0);
      NoDataAlert.endedBy(end).ifPresent(listener::noData);
    }
  }

  /** The key of a rule's state. */
  public static String key(Owner owner, Map<String, String> labels) {
    StringBuilder key = new StringBuilder();
    key.append(owner.pack()).append('\0').append(owner.group()).append('\0').append(owner.rule());
    new TreeMap<>(labels)
        .forEach((name, text) -> key.append('\0').append(name).append('=').append(text));
    return key.toString();
  }

  /** The key of the state of a rule that is only tried. */
  public static String shadowKey(Owner owner, Map<String, String> labels) {
    return SHADOW + key(owner, labels);
  }

  /** True if the key is that of a rule that is only tried. */
  public static boolean isShadow(String key) {
    return key.charAt(0) == SHADOW;
  }

  private static Owner ownerOfKey(String key) {
    String[] parts = key.substring(isShadow(key) ? 1 : 0).split("\0", -1);
    return new Owner(parts[0], parts[1], parts[2], "");
  }

  /** True if the rule is evaluated at {@code tick}. */
  public boolean isDue(long tick) {
    return Math.floorMod(tick, intervalMillis) == 0;
  }

  /**
   * One step in the life of an alert of this rule.
   *
   * @param active the alert after the tick before, or null
   * @param element the labels of the element that it rests on, its metric name inside if it has one
   * @param value read only if the observation is {@link Observation#TRUE}
   * @return the alert after this tick, null if there is nothing to remember; {@code active} itself
   *     if nothing has changed
   */
  public ActiveAlert next(
      ActiveAlert active,
      Labels element,
      Observation observation,
      double value,
      long tick,
      AlertListener listener) {
    AlertState before = active == null ? null : active.state();
    AlertLifecycle.Step step = AlertLifecycle.next(before, observation, value, tick, policy);
    if (step.isTransition()) {
      boolean newEpisode = before == null || !before.status().isAlive();
      Labels labels = newEpisode ? templates.identity(element, value, tick) : active.labels();
      tell(alert(labels, element, step.state(), step.reason(), tick), listener);
      return new ActiveAlert(labels, step.state());
    } else if (AlertLifecycle.isForgotten(step.state(), tick)) {
      if (!isShadow(key)) {
        listener.forgotten(active.labels());
      }
      return null;
    }
    return step.changes(before) ? new ActiveAlert(active.labels(), step.state()) : active;
  }

  /**
   * The end of an alert because the rule would have more of them than it may have.
   *
   * @return the alert after this tick; {@code active} itself if it has ended before
   */
  ActiveAlert overLimit(ActiveAlert active, Labels element, long tick, AlertListener listener) {
    AlertLifecycle.Step step = AlertLifecycle.overLimit(active.state(), tick);
    if (!step.isTransition()) {
      return active;
    }
    tell(alert(active.labels(), element, step.state(), step.reason(), tick), listener);
    return new ActiveAlert(active.labels(), step.state());
  }

  private void tell(Alert alert, AlertListener listener) {
    if (isShadow(key)) {
      listener.tried(alert);
      return;
    }
    listener.changed(alert);
    if (haltMillis > 0 || !alert.state().status().isAlive()) {
      listener.halting(alert, haltMillis);
    }
    if (policy.noData() == NoDataPolicy.ALERT) {
      NoDataAlert.raisedBy(alert).ifPresent(listener::noData);
    }
    // Whatever the policy is now, it may have been another when the data vanished.
    NoDataAlert.endedBy(alert).ifPresent(listener::noData);
  }

  /** The record of a transition, its annotations expanded with the value as it then is. */
  private Alert alert(
      Labels identity, Labels element, AlertState state, AlertReason reason, long tick) {
    return new Alert(
        identity,
        templates.annotations(element, state.value(), tick),
        state,
        reason,
        tick,
        templates.priorityOf(identity),
        Origin.RULE,
        List.of(owner),
        templates.generatorUrl());
  }
}
