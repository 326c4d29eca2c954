package io.barograph.core.notify.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whoever was told firing is told resolved, and nobody is told anything twice. It knows what alerts
 * did and what channels heard, and nothing of how that came about.
 */
final class Checker {
  /** As long as a notification is tried, milliseconds. */
  private static final long GIVEN_UP = 300_000;

  private final Observed observed;
  private final String fallback;
  private final List<String> faults = new ArrayList<>();

  /**
   * A checker of one history.
   *
   * @param fallback the channel that hears what others will not
   */
  Checker(Observed observed, String fallback) {
    this.observed = observed;
    this.fallback = fallback;
  }

  /** What is wrong, one sentence each. */
  List<String> faults() {
    checkEnds();
    checkRepeats();
    checkTruth();
    checkNews();
    faults.addAll(new StepChecker(observed, fallback).faults());
    return faults;
  }

  private void checkEnds() {
    Map<String, Heard> last = new HashMap<>();
    observed.heard.forEach(one -> last.put(one.channel() + ' ' + one.alert(), one));
    for (Heard one : last.values()) {
      if (one.isFiring() && !observed.notWantingEnds.contains(one.channel()) && !isExcused(one)) {
        faults.add("the last that %s heard is firing: %s".formatted(one.channel(), one));
      }
    }
  }

  /** The end was told in its place, and there is a reason for that. */
  private boolean isExcused(Heard firing) {
    boolean isForgotten = isForgotten(firing);
    boolean isEndedElsewhere =
        observed.heard.stream()
            .anyMatch(
                one ->
                    !one.isFiring()
                        && one.alert().equals(firing.alert())
                        && one.since() >= firing.since()
                        && one.at() >= firing.at()
                        && (isForgotten
                            || one.channel().equals(fallback)
                            || firing.channel().equals(fallback)));
    boolean isGone = !observed.channels.contains(firing.channel());
    if (isForgotten) {
      // Told again it may be elsewhere, as it answers then, and its end goes there alone.
      return isEndedElsewhere || isGone || isOfWhoWantsNoEnds(firing);
    }
    return isEndedElsewhere && (isGone || isEndRefused(firing) || isLeftAlone(firing));
  }

  /**
   * The channel failed, perhaps so often that it was not even asked, until the end had been tried
   * for as long as anything is; then it was told elsewhere, as soon as the job had caught up.
   */
  private boolean isLeftAlone(Heard firing) {
    return observed.heard.stream()
        .filter(one -> one.channel().equals(fallback) && !one.isFiring())
        .filter(one -> one.alert().equals(firing.alert()) && one.at() >= firing.at())
        .anyMatch(
            end ->
                observed.refused.stream()
                    .filter(one -> one.channel().equals(firing.channel()))
                    .filter(one -> one.at() >= firing.at() && one.at() <= end.at())
                    .anyMatch(one -> observed.awake(one.at(), end.at()) <= GIVEN_UP));
  }

  private boolean isForgotten(Heard heard) {
    return observed.crashes.stream().anyMatch(crash -> crash.forgets(heard));
  }

  private boolean isOfWhoWantsNoEnds(Heard firing) {
    return firing.channel().equals(fallback)
        && Stream.concat(observed.heard.stream(), observed.refused.stream())
            .anyMatch(
                one ->
                    observed.notWantingEnds.contains(one.channel())
                        && one.alert().equals(firing.alert())
                        && one.since() == firing.since());
  }

  private boolean isEndRefused(Heard firing) {
    return observed.refused.stream()
        .anyMatch(
            one ->
                (!one.isFiring() || isBehindTheEnd(one, firing))
                    && one.channel().equals(firing.channel())
                    && one.alert().equals(firing.alert())
                    && one.at() >= firing.at());
  }

  /** One message for several told of the next episode, and so of the end of this one. */
  private static boolean isBehindTheEnd(Heard next, Heard firing) {
    return next.isDigest() && next.since() > firing.since();
  }

  private void checkRepeats() {
    Map<String, Heard> before = new HashMap<>();
    for (Heard one : observed.heard) {
      Heard first = before.put(one.channel() + ' ' + one.message() + ' ' + one.alert(), one);
      boolean isCrashBetween =
          first != null
              && observed.crashes.stream()
                  .anyMatch(crash -> crash.forgets(first) && one.at() >= crash.at());
      if (first != null && !isCrashBetween) {
        faults.add("told twice for one reason: %s and %s".formatted(first, one));
      }
    }
  }

  private void checkTruth() {
    Set<String> fired = new HashSet<>();
    observed.episodes.forEach(one -> fired.add(one.alert() + one.since()));
    for (Heard one : observed.heard) {
      if (!fired.contains(one.alert() + one.since())) {
        faults.add("never fired: " + one);
      }
    }
  }

  private void checkNews() {
    Set<String> heard = new HashSet<>();
    observed.heard.stream()
        .filter(one -> !one.isEscalation() || one.channel().equals(fallback))
        .forEach(one -> heard.add(one.channel() + one.alert() + one.since()));
    for (Episode one : observed.episodes) {
      if (one.until() - one.since() < observed.longEnough || observed.isSoonAgain(one)) {
        continue;
      }
      for (String channel : observed.mustHear.getOrDefault(one.alert(), Set.of())) {
        String news = one.alert() + one.since();
        if (!heard.contains(channel + news) && !heard.contains(fallback + news)) {
          faults.add("%s has never heard of %s".formatted(channel, one));
        }
      }
    }
  }
}
