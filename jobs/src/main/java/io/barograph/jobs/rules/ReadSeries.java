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

  private final RuleSet.Source source;
  private final RuleFeed feed;
  private final List<Publication> published = new ArrayList<>();
  private List<Version> versions;

  /** Those that come before are not let in any more. */
  private long keptFrom = Long.MIN_VALUE;

  private record Version(RuleSet rules, long effectiveFrom) {}

  /**
   * The series that some rule reads.
   *
   * @param source the rules that the job was started with
   * @param feed what was published; null if rules do not change
   */
  ReadSeries(RuleSet.Source source, RuleFeed feed) {
    this.source = source;
    this.feed = feed;
    this.versions = versions();
  }

  /** Takes what was published; true if there was anything. */
  boolean learn() {
    if (feed == null || !published.addAll(feed.poll())) {
      return false;
    }
    versions = versions();
    return true;
  }

  /** The versions of the rules that are let in; what the job has refused is none of them. */
  private List<Version> versions() {
    List<Version> all = new ArrayList<>();
    RuleSet.Source newest = source;
    all.add(new Version(newest.compile(), Long.MIN_VALUE));
    for (Publication publication : published) {
      if (feed.decided(publication).filter(Decision::isRefused).isPresent()) {
        continue;
      }
      try {
        newest = newest.with(publication.change(0, 0, 0));
        all.add(new Version(newest.compile(), publication.earliest()));
      } catch (IllegalArgumentException refusedByTheGate) {
        LOG.debug("pack {} is not taken", publication.pack(), refusedByTheGate);
      }
    }
    while (all.size() > 1 && all.get(1).effectiveFrom < keptFrom) {
      all.remove(0);
    }
    return all;
  }

  /** Of all that was published so far, the greatest number. */
  long newestNumber() {
    return published.stream().mapToLong(Publication::number).max().orElse(0);
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
    if (versions.size() == 1) {
      return false;
    }
    int before = versions.size();
    keptFrom = time - SUPERSEDED_MILLIS;
    versions = versions();
    return versions.size() < before;
  }
}
