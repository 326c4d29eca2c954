package io.barograph.cli.threshold;

import io.barograph.core.labels.Labels;
import io.barograph.ml.threshold.Crossings;
import io.barograph.ml.threshold.SeasonDiff;
import java.util.List;

/**
 * A rule's limit beside the dynamic bounds of one series that it is about.
 *
 * @param seasons working days first, by the hour; not empty
 */
public record RuleDiff(LimitedRule rule, Labels series, List<SeasonDiff> seasons) {
  public RuleDiff {
    seasons = List.copyOf(seasons);
  }

  /** So many samples count. */
  public long samples() {
    return seasons.stream().mapToLong(SeasonDiff::samples).sum();
  }

  /** How often the rule's limit was crossed. */
  public Crossings fixed() {
    return seasons.stream().map(SeasonDiff::fixed).reduce(new Crossings(0, 0), Crossings::plus);
  }

  /** How often the dynamic bound was. */
  public Crossings dynamic() {
    return seasons.stream().map(SeasonDiff::dynamic).reduce(new Crossings(0, 0), Crossings::plus);
  }

  /** The kind of day and the hour of a season. */
  static String name(SeasonDiff season) {
    return "%s %02d:00"
        .formatted(season.season().isDayOff() ? "day off" : "working day", season.season().hour());
  }
}
