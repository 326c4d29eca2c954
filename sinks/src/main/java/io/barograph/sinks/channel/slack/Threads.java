package io.barograph.sinks.channel.slack;

import java.util.LinkedHashMap;
import java.util.Map;

/** The first message of each group that still fires, as far as it is remembered. Thread-safe. */
final class Threads {
  private static final int MAX_GROUPS = 10_000;

  private final Map<String, String> firsts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_GROUPS;
        }
      };

  /** The thread of a group, or the empty text. */
  synchronized String of(String groupKey) {
    return firsts.getOrDefault(groupKey, "");
  }

  /** Keeps the first message of a group, until all has ended. */
  synchronized void told(String groupKey, String timestamp, boolean fires) {
    if (!fires) {
      firsts.remove(groupKey);
    } else if (!timestamp.isEmpty()) {
      firsts.putIfAbsent(groupKey, timestamp);
    }
  }
}
