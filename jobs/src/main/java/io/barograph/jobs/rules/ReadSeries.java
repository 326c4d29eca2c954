package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which series some rule reads, or will, or did until a moment ago: what a batcher lets in. Not
 * thread-safe.
 */
final class ReadSeries {
  /** What was superseded so long ago, in event time, is not let in any more. */
  private static final long SUPERSEDED_MILLIS = 10 * 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(ReadSeries.class);

  private final RuleFeed feed;
  private final List<Version> versions = new ArrayList<>();
  private RuleSet.Source newest;
  private long newestNumber;

  private record Version(RuleSet rules, long effectiveFrom) {}

  /**
   * The series that some rule reads.
   *
   * @param source the rules that the job was started with
   * @param feed what was published; null if rules do not change
   */
  ReadSeries(RuleSet.Source source, RuleFeed feed) {
    this.feed = feed;
    this.newest = source;
    versions.add(new Version(source.compile(), Long.MIN_VALUE));
  }

  /** Takes what was published; true if there was anything. */
  boolean learn() {
    if (feed == null) {
      return false;
    }
    List<Publication> published = feed.poll();
    for (Publication publication : published) {
      newestNumber = Math.max(newestNumber, publication.number());
      try {
        newest = newest.with(publication.change(0, 0, 0));
        versions.add(new Version(newest.compile(), publication.effectiveFrom()));
      } catch (IllegalArgumentException refusedByTheGate) {
        LOG.debug("pack {} is not taken", publication.pack(), refusedByTheGate);
      }
    }
    return !published.isEmpty();
  }

  /** Of all that was published so far, the greatest number. */
  long newestNumber() {
    return newestNumber;
  }

  /** True if some rule reads the series. */
  boolean matches(Labels series) {
    for (Version version : versions) {
      if (version.rules.matches(series)) {
        return true;
      }
    }
    return false;
  }

  /** Forgets what was superseded long before {@code time}; true if there was any. */
  boolean forgetSuperseded(long time) {
    boolean forgotten = false;
    while (versions.size() > 1 && versions.get(1).effectiveFrom < time - SUPERSEDED_MILLIS) {
      versions.remove(0);
      forgotten = true;
    }
    return forgotten;
  }
}
