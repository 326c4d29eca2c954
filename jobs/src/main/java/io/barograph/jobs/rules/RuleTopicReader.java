package io.barograph.jobs.rules;

import io.barograph.core.rulepack.RulePackBook;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackRecord;
import io.barograph.jobs.versions.RuleFollower;
import io.barograph.jobs.versions.RuleNews;
import io.barograph.jobs.versions.RuleTopic;
import io.barograph.promql.rules.PackText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of rules for all subtasks of this process, in a thread of its own. Thread-safe.
 */
final class RuleTopicReader {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(RuleTopicReader.class);
  private static final Map<String, RuleTopicReader> OPEN = new HashMap<>();

  private final String name;
  private final RuleFollower follower;
  private final RulePackBook book = new RulePackBook();
  private final List<Publication> publications = new ArrayList<>();
  private int users;
  private volatile boolean isOver;

  private RuleTopicReader(RuleTopic topic) {
    this.name = topic.place();
    this.follower = topic.follow();
  }

  /**
   * The reader of a topic; everything that stands there now is known to it.
   *
   * @throws io.barograph.jobs.versions.RuleTopicException if the topic cannot be read
   */
  static RuleTopicReader open(RuleTopic topic) {
    synchronized (OPEN) {
      RuleTopicReader reader = OPEN.get(topic.place());
      if (reader == null) {
        reader = new RuleTopicReader(topic);
        reader.start();
        OPEN.put(topic.place(), reader);
      }
      reader.users++;
      return reader;
    }
  }

  /** Ends the reader if nobody uses it any more. */
  void release() {
    synchronized (OPEN) {
      if (--users == 0) {
        OPEN.remove(name);
        isOver = true;
        follower.wakeUp();
      }
    }
  }

  private void start() {
    try {
      take(follower.readToEnd());
    } catch (RuntimeException unreadable) {
      follower.close();
      throw unreadable;
    }
    Thread thread = new Thread(this::follow, "rule-topic");
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try (follower) {
      while (!isOver) {
        poll();
      }
    }
  }

  /** A broker that refuses says so once a poll, and rules stay as they are meanwhile. */
  private void poll() {
    try {
      take(follower.poll(POLL));
    } catch (RuntimeException unreadable) {
      LOG.warn("{} cannot be read: {}", name, unreadable.toString());
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private synchronized void take(List<RuleNews> news) {
    for (RuleNews one : news) {
      if (one instanceof RuleNews.Told told) {
        take(told.offset(), told.record());
      } else if (one instanceof RuleNews.Unusable unusable) {
        LOG.warn("a record of the topic of rules is passed over: {}", unusable.sentence());
      }
    }
  }

  private void take(long offset, RulePackRecord record) {
    book.apply(record);
    if (record instanceof RulePackHead head) {
      publication(offset, head).ifPresent(publications::add);
    }
  }

  /** What a head says; nothing if the text of what is to stand is missing. */
  private Optional<Publication> publication(long offset, RulePackHead head) {
    Optional<PackText> live = text(head, head.live());
    if (live.isEmpty() && !head.isDeleted()) {
      return Optional.empty();
    }
    return Optional.of(
        new Publication(
            offset,
            head.pack(),
            head.publishedAt(),
            head.effectiveFrom(),
            head.hasNeverStood(),
            live,
            text(head, head.shadow())));
  }

  private Optional<PackText> text(RulePackHead head, int version) {
    Optional<PackText> text = book.body(head.pack(), version).map(PackText::of);
    if (text.isEmpty() && version != RulePackHead.NONE) {
      LOG.warn("version {} of pack {} was published and is not there", version, head.pack());
    }
    return text;
  }

  /** The publications behind the first {@code count}. */
  synchronized List<Publication> publicationsFrom(int count) {
    return List.copyOf(publications.subList(count, publications.size()));
  }

  /** What a job made of a publication. */
  synchronized Optional<RulePackEffect> effect(String job, String pack, long publishedAt) {
    return book.effect(job, pack, publishedAt);
  }
}
