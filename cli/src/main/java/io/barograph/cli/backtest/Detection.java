package io.barograph.cli.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well alerts told of incidents.
 *
 * <p>An alert tells of an incident if it fired at some time between the incident's beginning and
 * end, both included, and has all its labels. It is right if it tells of at least one.
 *
 * @param alerts how many fired
 * @param right how many of them told of an incident
 * @param outcomes what became of each incident, in their order
 */
public record Detection(int alerts, int right, List<Outcome> outcomes) {
  /**
   * What became of an incident.
   *
   * @param alerts how many told of it
   * @param timeToDetect from its beginning to the first of them, 0 if one fired already; empty if
   *     none did
   */
  public record Outcome(Incident incident, int alerts, Optional<Duration> timeToDetect) {}

  /** Scores {@code episodes}, those that fired, against {@code incidents}. */
  public static Detection of(List<Episode> episodes, List<Incident> incidents, Instant endOfData) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Incident incident : incidents) {
      List<Episode> told =
          episodes.stream().filter(episode -> incident.isToldBy(episode, endOfData)).toList();
      Optional<Duration> timeToDetect =
          told.stream()
              .map(episode -> Duration.between(incident.from(), episode.from()))
              .map(late -> late.isNegative() ? Duration.ZERO : late)
              .min(Duration::compareTo);
      outcomes.add(new Outcome(incident, told.size(), timeToDetect));
    }
    List<Episode> fired = episodes.stream().filter(Episode::hasFired).toList();
    long right =
        fired.stream()
            .filter(
                episode ->
                    incidents.stream().anyMatch(incident -> incident.isToldBy(episode, endOfData)))
            .count();
    return new Detection(fired.size(), (int) right, outcomes);
  }

  /** Of the alerts that fired, the part that told of an incident; empty if none fired. */
  public OptionalDouble precision() {
    return alerts == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / alerts);
  }

  /** Of the incidents, the part that some alert told of; empty if there are none. */
  public OptionalDouble recall() {
    return outcomes.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) detected().size() / outcomes.size());
  }

  /** The middle of the times to detect, the lower one of two; empty if nothing was detected. */
  public Optional<Duration> medianTimeToDetect() {
    List<Duration> times = detected().stream().sorted().toList();
    return times.isEmpty() ? Optional.empty() : Optional.of(times.get((times.size() - 1) / 2));
  }

  private List<Duration> detected() {
    return outcomes.stream().flatMap(outcome -> outcome.timeToDetect().stream()).toList();
  }
}
