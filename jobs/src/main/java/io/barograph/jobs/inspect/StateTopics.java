package io.barograph.jobs.inspect;

import java.util.Properties;

/** The topic of questions about the state of a job and that of their answers. */
public final class StateTopics implements QuestionFeed.Source {
  /** The name of the topic of questions, behind the prefix of all topics. */
  public static final String REQUESTS = "state.requests";

  /** The name of the topic of answers. */
  public static final String RESPONSES = "state.responses";

  private final String requests;
  private final String responses;
  private final Properties kafka;

  /**
   * The topics.
   *
   * @param requests the full name of the topic of questions
   * @param responses the full name of that of answers
   * @param kafka how to reach the brokers: {@code bootstrap.servers} and security settings
   */
  public StateTopics(String requests, String responses, Properties kafka) {
    this.requests = requests;
    this.responses = responses;
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
  }

  @Override
  public QuestionFeed open() {
    return QuestionReader.start(this);
  }

  String requests() {
    return requests;
  }

  String responses() {
    return responses;
  }

  /** How to reach the brokers, for each client to add its own. */
  Properties settings() {
    Properties copy = new Properties();
    copy.putAll(kafka);
    return copy;
  }
}
