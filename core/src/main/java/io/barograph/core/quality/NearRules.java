package io.barograph.core.quality;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules have an alert that fired near to a time, of times that only grow: a window whose ends
 * move on together. Not thread-safe.
 */
final class NearRules {
  private final List<AlertEpisode> episodes;
  private final Set<String> kept;
  private final long gapMillis;
  private final long awayMillis;
  private final Map<String, Integer> near = new HashMap<>();
  private int begin;
  private int end;

  /**
   * About times.
   *
   * @param episodes by when they fired
   * @param kept the rules that are told apart
   * @param gap what is as near as this is near
   * @param away by how much later than the times that are asked for it is looked
   */
  NearRules(List<AlertEpisode> episodes, Set<String> kept, Duration gap, Duration away) {
    this.episodes = episodes;
    this.kept = kept;
    this.gapMillis = gap.toMillis();
    this.awayMillis = away.toMillis();
  }

  /** The rules near to {@code time}, up to the next call. */
  Set<String> at(long time) {
    long middle = time + awayMillis;
    for (; end < episodes.size() && episodes.get(end).firedAt() <= middle + gapMillis; end++) {
      near.merge(nameOf(episodes.get(end), kept), 1, Integer::sum);
    }
    for (; begin < end && episodes.get(begin).firedAt() < middle - gapMillis; begin++) {
      near.computeIfPresent(
          nameOf(episodes.get(begin), kept), (rule, count) -> count == 1 ? null : count - 1);
    }
    return near.keySet();
  }

  /** The name by which the rule of an episode is told. */
  static String nameOf(AlertEpisode episode, Set<String> kept) {
    return kept.contains(episode.rule()) ? episode.rule() : AlertQuality.OTHER_RULES;
  }
}
