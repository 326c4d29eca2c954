package io.barograph.core.notify.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A step of escalation, as somebody who wrote it down understands it.
 *
 * @param name no other step ever has it
 * @param job of which alerts; empty if of all
 * @param after an alert has fired for so long, milliseconds
 * @param unlessAcknowledged whether an acknowledgement before is enough
 * @param services alerts of so many jobs fire
 * @param impact the services of these alerts matter so much among all of the graph; it is only
 *     known here that nobody is told sooner for it
 * @param receiver who is told then
 */
record Step(
    String name,
    String job,
    long after,
    boolean unlessAcknowledged,
    int services,
    double impact,
    String receiver) {
  /** True if it is about an alert. */
  boolean concerns(Episode alert) {
    return job.isEmpty() || job.equals(alert.job());
  }

  /**
   * When its receiver is to be told of an alert; empty if never.
   *
   * @param all what alerts did
   */
  Optional<Long> time(Episode alert, List<Episode> all) {
    if (!concerns(alert)) {
      return Optional.empty();
    }
    TreeSet<Long> instants = new TreeSet<>(Set.of(alert.since() + after));
    all.stream().map(Episode::since).filter(at -> at > instants.first()).forEach(instants::add);
    return instants.stream()
        .filter(at -> at < alert.until())
        .filter(at -> jobs(all, at) >= services)
        .findFirst()
        .filter(at -> !unlessAcknowledged || alert.acknowledgedAt() > at);
  }

  private long jobs(List<Episode> all, long at) {
    return all.stream()
        .filter(this::concerns)
        .filter(one -> one.since() <= at && at < one.until())
        .map(Episode::job)
        .distinct()
        .count();
  }
}
