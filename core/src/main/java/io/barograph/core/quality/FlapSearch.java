package io.barograph.core.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which episodes are flapping of their alert. */
final class FlapSearch {
  private record Toggle(long time, String id) {}

  private FlapSearch() {}

  /** The ids of the episodes that begin or end within a window of so many toggles. */
  static Set<String> flapping(List<AlertEpisode> episodes, QualityPolicy policy) {
    Map<String, List<Toggle>> byAlert = new HashMap<>();
    for (AlertEpisode episode : episodes) {
      List<Toggle> toggles =
          byAlert.computeIfAbsent(episode.fingerprint(), any -> new ArrayList<>());
      toggles.add(new Toggle(episode.firedAt(), episode.id()));
      if (episode.hasEnded()) {
        toggles.add(new Toggle(episode.endedAt(), episode.id()));
      }
    }
    Set<String> flapping = new HashSet<>();
    for (List<Toggle> toggles : byAlert.values()) {
      toggles.sort(Comparator.comparingLong(Toggle::time));
      int most = policy.flapTransitions();
      for (int first = 0; first + most <= toggles.size(); first++) {
        long span = toggles.get(first + most - 1).time() - toggles.get(first).time();
        if (span <= policy.flapWindow().toMillis()) {
          toggles.subList(first, first + most).forEach(toggle -> flapping.add(toggle.id()));
        }
      }
    }
    return flapping;
  }
}
