package io.barograph.jobs.rules;

import io.barograph.core.rulepack.RulePackBook;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.versions.RuleNews;
import io.barograph.jobs.versions.RuleTopic;
import io.barograph.jobs.versions.RuleTopicException;
import io.barograph.promql.rules.PackText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of the topic of rules stood when a job was started: a published pack takes the place of one
 * of the same name that the options name.
 */
public final class PublishedRules {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedRules.class);

  private final PackTexts packs;
  private final Optional<RuleFeed.Source> feed;

  private PublishedRules(PackTexts packs, Optional<RuleFeed.Source> feed) {
    this.packs = packs;
    this.feed = feed;
  }

  /** No topic: the rules are those of {@code packs} for good. */
  static PublishedRules none(List<PackText> packs) {
    return new PublishedRules(PackTexts.of(packs), Optional.empty());
  }

  /**
   * Reads the topic.
   *
   * @param packs those that the options name
   * @param now milliseconds since the epoch: what is to hold later is left to the job
   */
  static PublishedRules read(JobOptions options, List<PackText> packs, long now) {
    Properties kafka = new Properties();
    kafka.putAll(options.kafka());
    RuleTopic topic = new RuleTopic(options.topic("rules"), kafka);
    try {
      return read(topic, options.get(BarographOptions.RULES_JOB), packs, now);
    } catch (RuleTopicException unreadable) {
      LOG.warn("the rules of this job will not change while it runs: {}", unreadable.getMessage());
      return none(packs);
    }
  }

  private static PublishedRules read(RuleTopic topic, String job, List<PackText> packs, long now) {
    RulePackBook book = new RulePackBook();
    Map<String, Long> heads = new HashMap<>();
    for (RuleNews news : topic.read()) {
      if (news instanceof RuleNews.Told told) {
        book.apply(told.record());
        if (told.record() instanceof RulePackHead head) {
          heads.put(head.pack(), told.offset());
        }
      }
    }
    PackTexts all = PackTexts.of(packs);
    HashMap<String, Long> taken = new HashMap<>();
    for (RulePackHead head : book.packs().values()) {
      boolean isPending = head.effectiveFrom() > now;
      if (isLiveKnown(head, now)) {
        int live = head.liveAt(now);
        Optional<PackText> standing = text(book, head.pack(), live);
        if (standing.isPresent() || live == RulePackHead.NONE) {
          all = all.withLive(head.pack(), standing);
        }
      }
      if (!isPending) {
        all = all.withShadow(head.pack(), text(book, head.pack(), head.shadow()));
      }
      taken.put(head.pack(), heads.get(head.pack()) - (isPending ? 1 : 0));
    }
    return new PublishedRules(
        all, Optional.of(new TopicRuleFeed.RuleTopicSource(topic, job, taken)));
  }

  /** What stood before the first activation that is remembered is not known. */
  private static boolean isLiveKnown(RulePackHead head, long now) {
    return !head.hasNeverStood()
        && (head.latest().effectiveFrom() <= now || head.history().size() > 1);
  }

  private static Optional<PackText> text(RulePackBook book, String pack, int version) {
    return book.body(pack, version).map(PackText::of);
  }

  /** The packs that stand, and what is tried. */
  PackTexts packs() {
    return packs;
  }

  /** Where the job finds what is published from then on; empty if its rules do not change. */
  Optional<RuleFeed.Source> feed() {
    return feed;
  }
}
