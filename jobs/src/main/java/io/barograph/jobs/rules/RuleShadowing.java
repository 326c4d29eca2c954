package io.barograph.jobs.rules;

import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.RuleBudget;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackBook;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.jobs.versions.RuleNews;
import io.barograph.jobs.versions.RulePublisher;
import io.barograph.jobs.versions.RuleTopic;
import io.barograph.promql.rules.ShadowOverride;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Publishes a version of a pack in which a rule is in shadow: the same way as people do, so that it
 * stands in the history of the pack, takes effect at one tick, and can be rolled back.
 */
final class RuleShadowing implements Serializable {
  private static final String AUTHOR = "barograph";

  /** How long after it was published a version takes effect, as of what people publish. */
  private static final long DELAY_MILLIS = 5_000;

  private final RuleTopic topic;

  RuleShadowing(RuleTopic topic) {
    this.topic = topic;
  }

  /**
   * Puts a rule in shadow.
   *
   * @param now milliseconds since the epoch
   * @return what was published, or why nothing was, in one sentence
   * @throws io.barograph.jobs.versions.RuleTopicException if the topic cannot be read or written
   */
  String putInShadow(RuleBudget.Breach breach, long now) throws InterruptedException {
    Owner owner = breach.owner();
    try (RulePublisher publisher = topic.onlyPublisher()) {
      RulePackBook book = new RulePackBook();
      for (RuleNews news : topic.read()) {
        if (news instanceof RuleNews.Told told) {
          book.apply(told.record());
        }
      }
      RulePackBody live = book.live().get(owner.pack());
      if (live == null) {
        return "the pack is not published: publish it with 'barograph rules apply' and the job can"
            + " put its rules in shadow";
      }
      if (!Integer.toString(live.version()).equals(owner.version())) {
        return "version %d of the pack was published in the meantime".formatted(live.version());
      }
      Optional<String> settings =
          ShadowOverride.of(live.settings(), owner.group(), owner.rule(), breach.sentence());
      if (settings.isEmpty()) {
        return "its barograph.yml cannot be added to: write its overrides as a list, one in a line";
      }
      RulePackHead.Change change =
          new RulePackHead.Change(now + DELAY_MILLIS, AUTHOR, comment(breach), now);
      RulePackBody body =
          new RulePackBody(
              live.pack(),
              book.nextVersion(live.pack()),
              now,
              AUTHOR,
              change.comment(),
              live.files(),
              settings.get());
      publisher.write(
          List.of(body, book.head(live.pack()).orElseThrow().next(body.version(), change)));
      return "version %d of the pack puts it in shadow".formatted(body.version());
    }
  }

  private static String comment(RuleBudget.Breach breach) {
    return "rule %s of group %s goes in shadow: it %s"
        .formatted(breach.owner().rule(), breach.owner().group(), breach.sentence());
  }
}
