package io.barograph.jobs.versions;

import java.io.Serializable;
import java.util.List;
import java.util.Properties;

/** The topic in which rule packs are published: compacted, one partition. */
public final class RuleTopic implements Serializable {
  private final String name;
  private final Properties kafka;

  /**
   * A topic.
   *
   * @param name its full name
   * @param kafka how to reach the brokers: {@code bootstrap.servers} and security settings
   */
  public RuleTopic(String name, Properties kafka) {
    this.name = name;
    this.kafka = copyOf(kafka);
  }

  /**
   * Everything up to the present end, oldest first.
   *
   * @throws RuleTopicException if the topic does not exist, has several partitions or cannot be
   *     read
   */
  public List<RuleNews> read() {
    try (RuleFollower follower = follow()) {
      return follower.readToEnd();
    }
  }

  /** Opens it at its beginning. */
  public RuleFollower follow() {
    return new RuleFollower(this);
  }

  /** Opens it for writing. */
  public RulePublisher publisher() {
    return RulePublisher.open(this);
  }

  /**
   * Opens it for writing by one publisher at a time: whoever opened it so before can write no more,
   * and what it has begun to write is undone. So whoever reads the topic after this and then writes
   * overwrites nothing unseen.
   */
  public RulePublisher onlyPublisher() {
    return RulePublisher.openAlone(this);
  }

  /** Its full name. */
  public String name() {
    return name;
  }

  /** Its full name and the brokers that it is on. */
  public String place() {
    return name + " on " + kafka.getProperty("bootstrap.servers", "");
  }

  /** How to reach the brokers, for each client to add its own. */
  Properties settings() {
    return copyOf(kafka);
  }

  private static Properties copyOf(Properties properties) {
    Properties copy = new Properties();
    copy.putAll(properties);
    return copy;
  }
}
