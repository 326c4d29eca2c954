package io.barograph.jobs.rules;

import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.jobs.versions.RulePublisher;
import io.barograph.jobs.versions.RuleTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** What has been published in the topic of rules. For one thread. */
final class TopicRuleFeed implements RuleFeed {
  private final RuleTopicSource source;
  private final RuleTopicReader reader;
  private int read;
  private RulePublisher publisher;

  TopicRuleFeed(RuleTopicSource source) {
    this.source = source;
    this.reader = RuleTopicReader.open(source.topic());
  }

  /**
   * Feeds of a topic.
   *
   * @param job the name under which the job tells what it made of publications
   * @param taken by pack, the publications up to which the rules were started with
   */
  record RuleTopicSource(RuleTopic topic, String job, HashMap<String, Long> taken)
      implements RuleFeed.Source {
    @Override
    public RuleFeed open() {
      return new TopicRuleFeed(this);
    }
  }

  @Override
  public List<Publication> poll() {
    List<Publication> news = reader.publicationsFrom(read);
    read += news.size();
    return news.stream()
        .filter(one -> one.number() > source.taken().getOrDefault(one.pack(), -1L))
        .toList();
  }

  @Override
  public Optional<Decision> decided(Publication publication) {
    return reader
        .effect(source.job(), publication.pack(), publication.publishedAt())
        .map(
            effect ->
                new Decision(
                    publication, effect.effectiveFrom(), effect.samplesAfter(), effect.refused()));
  }

  @Override
  public void keep(Decision decision) {
    Publication publication = decision.publication();
    RulePackEffect effect =
        new RulePackEffect(
            source.job(),
            publication.pack(),
            publication.publishedAt(),
            decision.effectiveFrom(),
            Math.max(0, decision.samplesAfter()),
            publication.number(),
            decision.refused());
    try {
      if (publisher == null) {
        publisher = source.topic().publisher();
      }
      publisher.write(List.of(effect));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a change of rules was kept", interrupted);
    }
  }

  @Override
  public void close() {
    reader.release();
    if (publisher != null) {
      publisher.close();
    }
  }
}
