package io.barograph.core.notify.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Escalations are told when their time comes, not before and not to others, and once. It knows what
 * alerts did, what people wrote down and what channels heard.
 */
final class StepChecker {
  private static final String ESCALATED = "escalated";

  private final Observed observed;
  private final String fallback;
  private final List<String> faults = new ArrayList<>();

  StepChecker(Observed observed, String fallback) {
    this.observed = observed;
    this.fallback = fallback;
  }

  /** What is wrong, one sentence each. */
  List<String> faults() {
    checkTimes();
    checkOnce();
    if (observed.isCalm) {
      observed.steps.forEach(this::checkHeard);
    }
    return faults;
  }

  /** Nobody hears by a step of what it is not about, or not yet. */
  private void checkTimes() {
    for (Heard one : observed.heard) {
      if (one.isEscalation() && one.isFiring()) {
        Step step = observed.steps.stream().filter(one::isOf).findFirst().orElseThrow();
        Episode episode = episodeOf(one);
        Optional<Long> time = step.time(episode, observed.episodes);
        // One that fires again before its end was told goes on as it was.
        if (!observed.isSoonAgain(episode) && time.filter(at -> at <= one.at()).isEmpty()) {
          faults.add("%s is not yet to hear by %s of %s: %s".formatted(one, step, episode, time));
        }
        if (!one.channel().startsWith(step.receiver() + '/') && !one.channel().equals(fallback)) {
          faults.add("%s is not to hear by %s".formatted(one, step));
        }
      }
    }
  }

  private Episode episodeOf(Heard heard) {
    return observed.episodes.stream()
        .filter(one -> one.alert().equals(heard.alert()) && one.since() == heard.since())
        .findFirst()
        .orElseThrow();
  }

  /** Whatever says that it escalates names an alert of which nothing was heard by that step. */
  private void checkOnce() {
    Map<String, Heard> before = new HashMap<>();
    Map<String, List<Heard>> messages = new HashMap<>();
    for (Heard one : observed.heard) {
      if (one.reason().equals(ESCALATED)) {
        messages.computeIfAbsent(one.channel() + one.message(), any -> new ArrayList<>()).add(one);
      }
      before.putIfAbsent(one.channel() + one.group() + one.alert() + one.since(), one);
    }
    for (List<Heard> message : messages.values()) {
      boolean isNews =
          message.stream()
              .map(one -> before.get(one.channel() + one.group() + one.alert() + one.since()))
              .anyMatch(
                  first -> first.message().equals(message.get(0).message()) || forgets(first));
      if (!isNews) {
        faults.add("escalates nothing that was not told: " + message);
      }
    }
  }

  private boolean forgets(Heard heard) {
    return observed.crashes.stream().anyMatch(crash -> crash.forgets(heard));
  }

  private void checkHeard(Step step) {
    for (Episode episode : observed.episodes) {
      Optional<Long> time = step.time(episode, observed.episodes);
      // Whoever takes care of it before it is told by then keeps it from being told.
      long lasts =
          step.unlessAcknowledged()
              ? Math.min(episode.until(), episode.acknowledgedAt())
              : episode.until();
      boolean isLong = time.filter(at -> lasts - at >= observed.longEnough).isPresent();
      if (!isLong || observed.isSoonAgain(episode)) {
        continue;
      }
      observed.channels.stream()
          .filter(channel -> channel.startsWith(step.receiver() + '/'))
          .filter(channel -> !hears(channel, step, episode) && !hears(fallback, step, episode))
          .forEach(
              channel ->
                  faults.add("%s has not heard by %s of %s".formatted(channel, step, episode)));
    }
  }

  private boolean hears(String channel, Step step, Episode episode) {
    return observed.heard.stream()
        .filter(one -> one.channel().equals(channel))
        .filter(one -> one.isOf(step) || one.isDigest())
        .anyMatch(one -> one.alert().equals(episode.alert()) && one.since() == episode.since());
  }
}
