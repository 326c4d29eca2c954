package io.barograph.core.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which alerts were right, and which were acted on: by what was said of them and, where nothing was
 * said, by the faults that are known.
 */
final class Judgement {
  /** An alert on which nothing is known. */
  static final int UNJUDGED = 0;

  static final int RIGHT = 1;
  static final int FALSE = -1;

  private final Map<String, List<AlertMark>> marks = new HashMap<>();
  private final List<Fault> faults;
  private final boolean hasFaults;

  /**
   * By these.
   *
   * @param hasFaults false if it is not known what went wrong, so that an alert without a fault is
   *     not therefore false
   */
  Judgement(List<AlertMark> all, List<Fault> faults, boolean hasFaults) {
    all.forEach(mark -> marks.computeIfAbsent(mark.alertId(), any -> new ArrayList<>()).add(mark));
    this.faults = faults;
    this.hasFaults = hasFaults;
  }

  /** {@link #RIGHT}, {@link #FALSE} or {@link #UNJUDGED}; the newest word counts. */
  int of(AlertEpisode episode) {
    int said = UNJUDGED;
    long at = Long.MIN_VALUE;
    for (AlertMark mark : marksOf(episode)) {
      boolean isWord = mark.kind() == AlertMark.Kind.RIGHT || mark.kind() == AlertMark.Kind.FALSE;
      if (isWord && mark.at() >= at) {
        said = mark.kind() == AlertMark.Kind.RIGHT ? RIGHT : FALSE;
        at = mark.at();
      }
    }
    if (said != UNJUDGED || !hasFaults) {
      return said;
    }
    for (Fault fault : faults) {
      if (fault.isToldBy(episode)) {
        return RIGHT;
      }
    }
    return FALSE;
  }

  List<AlertMark> marksOf(AlertEpisode episode) {
    return marks.getOrDefault(episode.id(), List.of());
  }

  /** What was said or done of an episode, each kind once. */
  Set<AlertMark.Kind> kindsOf(AlertEpisode episode) {
    Set<AlertMark.Kind> kinds = new HashSet<>();
    marksOf(episode).forEach(mark -> kinds.add(mark.kind()));
    return kinds;
  }
}
