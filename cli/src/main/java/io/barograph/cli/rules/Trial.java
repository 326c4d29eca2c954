package io.barograph.cli.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.backtest.Comparison;
import io.barograph.cli.backtest.Episode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The alerts of a version that is tried beside the one that stands, and those of the latter.
 *
 * <p>A rule that is tried begins without alerts. So an alert that was active when the trial began
 * tells nothing of the version: it is left out, and what the version says of it too.
 */
public final class Trial {
  private final String pack;
  private final Instant start;
  private final Episodes standing = new Episodes();
  private final Episodes tried = new Episodes();

  /** A trial of a version of {@code pack} since {@code start}. */
  public Trial(String pack, Instant start) {
    this.pack = pack;
    this.start = start;
  }

  /** The newest transition of each episode. */
  private static final class Episodes {
    private final Map<String, Episode> byId = new HashMap<>();

    void take(JsonNode json) {
      Episode episode = Episode.of(json);
      byId.merge(
          episode.id(), episode, (old, other) -> other.version() > old.version() ? other : old);
    }

    List<Episode> all() {
      List<Episode> all = new ArrayList<>(byId.values());
      all.sort(Episode.BY_TIME);
      return all;
    }
  }

  /**
   * What differs.
   *
   * @param leftOut alerts that were active when the trial began
   */
  public record Outcome(Comparison comparison, int leftOut) {}

  /** Takes a transition of an alert that is published. */
  public void takeStanding(JsonNode json) {
    if (isOfPack(json)) {
      standing.take(json);
    }
  }

  /** Takes a transition of an alert of a rule that is only tried. */
  public void takeTried(JsonNode json) {
    if (isOfPack(json) && !Instant.parse(json.path("activeAt").asText()).isBefore(start)) {
      tried.take(json);
    }
  }

  private boolean isOfPack(JsonNode json) {
    return StreamSupport.stream(json.path("owners").spliterator(), false)
        .anyMatch(owner -> owner.path("pack").asText().equals(pack));
  }

  /** What the version adds, removes and shifts up to {@code now}. */
  public Outcome outcome(Instant now) {
    List<Episode> before = new ArrayList<>();
    List<Episode> left = new ArrayList<>();
    for (Episode episode : standing.all()) {
      boolean isOver = episode.endedAt().filter(end -> end.isBefore(start)).isPresent();
      if (!episode.activeAt().isBefore(start)) {
        before.add(episode);
      } else if (!isOver) {
        left.add(episode);
      }
    }
    List<Episode> after =
        tried.all().stream()
            .filter(episode -> left.stream().noneMatch(other -> isSame(episode, other, now)))
            .toList();
    return new Outcome(Comparison.of(before, after, now), left.size());
  }

  private static boolean isSame(Episode tried, Episode standing, Instant now) {
    return tried.labels().equals(standing.labels())
        && !tried.activeAt().isAfter(standing.endedAt().orElse(now));
  }
}
