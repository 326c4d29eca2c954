package io.barograph.core.notify.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What alerts did and what channels heard: all that the checker knows of a history. */
final class Observed {
  /** All have ended at the end. */
  final List<Episode> episodes = new ArrayList<>();

  /** What channels took, in order. */
  final List<Heard> heard = new ArrayList<>();

  /** What channels were asked to take in vain, in order. */
  final List<Heard> refused = new ArrayList<>();

  final List<Crash> crashes = new ArrayList<>();

  /** For how long the job lagged so much that it told nothing, by when that was. */
  final NavigableMap<Long, Long> lagged = new TreeMap<>();

  /** All channels at the end. */
  final Set<String> channels = new TreeSet<>();

  /** All channels that there were and that do not want the ends. */
  final Set<String> notWantingEnds = new TreeSet<>();

  /** The channels that have to hear of each alert; empty if mutes make that hard to say. */
  final Map<String, Set<String>> mustHear = new TreeMap<>();

  /** All steps of escalation that there were. */
  final Set<Step> steps = new LinkedHashSet<>();

  /** True if each step holds from the beginning to the end, and nothing mutes. */
  boolean isCalm;

  /** An alert that fires so long must be heard of, milliseconds. */
  long longEnough;

  /** How much time there was between two instants in which the job did not lag, milliseconds. */
  long awake(long from, long to) {
    return to - from - lagged.subMap(from, to).values().stream().mapToLong(Long::longValue).sum();
  }

  /** It fires again before anybody need have been told that it had ended: that is no news. */
  boolean isSoonAgain(Episode again) {
    return episodes.stream()
        .anyMatch(
            one ->
                one.alert().equals(again.alert())
                    && one.since() < again.since()
                    && one.until() > again.since() - longEnough);
  }
}
