package io.barograph.cli.rules;

import io.barograph.cli.stack.StackException;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackBook;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackRecord;
import io.barograph.jobs.versions.RuleFollower;
import io.barograph.jobs.versions.RuleNews;
import io.barograph.jobs.versions.RulePublisher;
import io.barograph.jobs.versions.RuleTopic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rule packs that are published, to look at or to change. */
public final class PublishedRules implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final RulePackBook book = new RulePackBook();
  private final RuleTopic topic;
  private final Optional<RulePublisher> publisher;

  private PublishedRules(RuleTopic topic, Optional<RulePublisher> publisher, PrintWriter errors) {
    this.topic = topic;
    this.publisher = publisher;
    for (RuleNews news : topic.read()) {
      take(news);
      if (news instanceof RuleNews.Unusable unusable) {
        errors.println("warning: " + unusable.sentence());
      }
    }
    book.missing().forEach(missing -> errors.println("warning: " + missing.sentence()));
    errors.flush();
  }

  private void take(RuleNews news) {
    if (news instanceof RuleNews.Told told) {
      book.apply(told.record());
    }
  }

  /**
   * Opens them to look at.
   *
   * @param errors takes a line for each record that cannot be used and each text that is missing
   */
  public static PublishedRules toRead(RuleTopic topic, PrintWriter errors) {
    return new PublishedRules(topic, Optional.empty(), errors);
  }

  /** Opens them to change; whoever has done so before and has not written yet can write no more. */
  public static PublishedRules toChange(RuleTopic topic, PrintWriter errors) {
    RulePublisher publisher = topic.onlyPublisher();
    try {
      return new PublishedRules(topic, Optional.of(publisher), errors);
    } catch (RuntimeException unreadable) {
      publisher.close();
      throw unreadable;
    }
  }

  /** How they stand, or stood when they were opened. */
  public RulePackBook book() {
    return book;
  }

  /**
   * The head of a pack.
   *
   * @throws StackException if there is none
   */
  public RulePackHead head(String pack) {
    return book.head(pack)
        .orElseThrow(
            () ->
                new StackException(
                    book.packs().isEmpty()
                        ? "%s holds no pack: publish some with 'barograph rules apply'"
                            .formatted(topic.name())
                        : "there is no pack %s, there are %s"
                            .formatted(pack, String.join(", ", book.packs().keySet()))));
  }

  /**
   * The head of a pack of which a version is tried.
   *
   * @throws StackException if none is
   */
  public RulePackHead headWithTrial(String pack) {
    RulePackHead head = head(pack);
    if (head.shadow() == RulePackHead.NONE) {
      throw new StackException(
          "no version of %s is tried: begin with 'barograph rules apply PACK --shadow'"
              .formatted(pack));
    }
    return head;
  }

  /**
   * The text of a version.
   *
   * @throws StackException if it is not there
   */
  public RulePackBody body(String pack, int version) {
    return book.body(pack, version)
        .orElseThrow(
            () ->
                new StackException(
                    "there is no version %d of %s, there are %s"
                        .formatted(
                            version,
                            head(pack).pack(),
                            List.copyOf(book.versions(pack).keySet()))));
  }

  /** Writes all of it or nothing. */
  public void write(List<? extends RulePackRecord> records) throws InterruptedException {
    publisher.orElseThrow(() -> new IllegalStateException("opened to read")).write(records);
  }

  /**
   * What jobs make of a head that was written: those that have told so of others before are waited
   * for.
   *
   * @param patience how long at most
   */
  public List<RulePackEffect> answers(RulePackHead written, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try (RuleFollower follower = topic.follow()) {
      follower.readToEnd().forEach(this::take);
      while (book.effectsOf(written).size() < book.jobs().size() && System.nanoTime() < end) {
        follower.poll(POLL).forEach(this::take);
      }
    }
    return book.effectsOf(written);
  }

  @Override
  public void close() {
    publisher.ifPresent(RulePublisher::close);
  }
}
