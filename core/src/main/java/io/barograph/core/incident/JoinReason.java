package io.barograph.core.incident;

import java.util.Locale;

/** Why an alert is a member of an incident. */
public enum JoinReason {
  /** It is on the service where the incident began. */
  ROOT("is where it began"),
  /** It is on a service that was changed shortly before. */
  AFTER_CHANGE("is on a service that was changed shortly before"),
  /** It is on a service that calls one that failed before or at about the same time. */
  CALLS("is on a service that calls {by}, which failed"),
  /** It is on a service of a host of whose services most alert. */
  ON_HOST("is on a service of the host {by}, most of whose services alert"),
  /** It came while far more alerts came than usual, of services without a common cause. */
  IN_STORM("came while far more alerts came than usual, of no common cause"),
  /** It came and went again and again. */
  TOGGLES("came and went again and again"),
  /** It grew worse and did not recover between. */
  GREW_WORSE("grew worse and did not recover between"),
  /** It is a stage of a chain that a pattern names. */
  IN_CHAIN("is a stage of the chain {by}"),
  /** It began when others did that are like it. */
  ALIKE("began when others did that share {by} with it"),
  /** It came when a receiver got more alerts than people can take in. */
  FLOODS("came while {by} was told of more alerts than people can take in");

  private final String template;
  private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

  JoinReason(String template) {
    this.template = template;
  }

  /**
   * The reason for people, of an alert that it is told of.
   *
   * @param by the service, host, label or word that it is about; empty if there is none
   */
  public String sentence(String by) {
    return template.replace("{by}", by);
  }

  /** The reason as it stands in JSON: {@code on-host}. */
  public String wireName() {
    return wireName;
  }
}
