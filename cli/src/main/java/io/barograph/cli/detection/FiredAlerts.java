package io.barograph.cli.detection;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The alerts that one system has fired, each with the first time of everything that became of it.
 * What becomes of an alert may be heard before the alert is. Safe for use by several threads.
 */
public final class FiredAlerts {
  private final Map<String, Story> byKey = new TreeMap<>();

  /**
   * It fired.
   *
   * @param key one for each time that an alert fires
   */
  public synchronized void fired(String key, String alertName, Instant at, Instant told) {
    Story story = story(key);
    if (story.told == null) {
      story.alertName = alertName;
      story.at = at;
      story.told = told;
    }
  }

  /** It is over. */
  public synchronized void ended(String key, Instant at) {
    Story story = story(key);
    story.ended = story.ended == null ? at : story.ended;
  }

  /** It belongs to an incident. */
  public synchronized void inIncident(String key, Instant read) {
    Story story = story(key);
    story.incident = story.incident == null ? read : story.incident;
  }

  /** A receiver was notified of it. */
  public synchronized void notified(String key, Instant arrived) {
    Story story = story(key);
    story.notified = story.notified == null ? arrived : story.notified;
  }

  /** Those that have fired, by the time at which they did. */
  public synchronized List<FiredAlert> list() {
    return byKey.values().stream()
        .filter(story -> story.told != null)
        .map(Story::told)
        .sorted(Comparator.comparing(FiredAlert::at))
        .toList();
  }

  private Story story(String key) {
    return byKey.computeIfAbsent(key, any -> new Story());
  }

  private static final class Story {
    private String alertName;
    private Instant at;
    private Instant told;
    private Instant ended;
    private Instant incident;
    private Instant notified;

    FiredAlert told() {
      return new FiredAlert(
          alertName,
          at,
          told,
          Optional.ofNullable(ended),
          Optional.ofNullable(incident),
          Optional.ofNullable(notified));
    }
  }
}
