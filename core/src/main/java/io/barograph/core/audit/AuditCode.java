package io.barograph.core.audit;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can come of an order; each with the parameters that say what it was. */
public enum AuditCode {
  /** There is a new silence. */
  SILENCED(
      Result.ACCEPTED,
      "{silence} silences {matchers} until {until}, {alerts} alerts that fire now",
      "silence",
      "matchers",
      "until",
      "alerts"),
  /** A silence is changed. */
  SILENCE_CHANGED(
      Result.ACCEPTED,
      "{silence} now silences {matchers} until {until}, {alerts} alerts that fire now",
      "silence",
      "matchers",
      "until",
      "alerts"),
  /** A silence is ended and another takes its place. */
  SILENCE_REPLACED(
      Result.ACCEPTED,
      "{silence} takes the place of {replaced} and silences {matchers} until {until}, {alerts} alerts that fire now",
      "silence",
      "replaced",
      "matchers",
      "until",
      "alerts"),
  /** A silence is ended. */
  SILENCE_ENDED(
      Result.ACCEPTED, "{matchers} is silenced no longer by {silence}", "silence", "matchers"),
  /** A silence had ended before. */
  SILENCE_WAS_OVER(Result.UNCHANGED, "{silence} had ended before", "silence"),
  /** A silence is not added, changed or ended. */
  SILENCE_REFUSED(Result.REFUSED, "{why}", "reason", "why", "matchers"),
  /** Somebody takes care of an alert. */
  ACKNOWLEDGED(Result.ACCEPTED, "nobody is reminded of {alertname}", "alertname"),
  /** Somebody took care of an alert before. */
  WAS_ACKNOWLEDGED(Result.UNCHANGED, "somebody had taken care of {alertname} before", "alertname"),
  /** An alert is declared over. */
  DECLARED_OVER(
      Result.ACCEPTED, "{alertname} is over, and nobody hears more of this episode", "alertname"),
  /** No alert of this id fires. */
  NOT_FIRING(Result.REFUSED, "no alert of this id fires, or it was declared over before"),
  /** The job tells nobody of alerts. */
  NOT_ROUTED(Result.REFUSED, "this job tells nobody of alerts: routing.file is not set"),
  /** Rules are published, and the job has said nothing of them. */
  PUBLISHED(Result.ACCEPTED, "it is published that {state}", "live", "shadow", "state"),
  /** The job takes the rules. */
  TAKEN(Result.ACCEPTED, "in {job} {state}", "live", "shadow", "state", "job"),
  /** The job does not take the rules. */
  RULES_REFUSED(
      Result.REFUSED, "{job} goes on as before: {why}", "live", "shadow", "state", "job", "why"),
  /** What a series did was an anomaly, or ordinary. */
  LABELLED(
      Result.ACCEPTED,
      "{series} was {judgement} from {from} until {to}",
      "series",
      "judgement",
      "from",
      "to"),
  /** No detector watches the series that is labelled. */
  NOT_WATCHED(Result.REFUSED, "no entry of detectors watches {series}", "series"),
  /** A version of a model predicts. */
  PROMOTED(
      Result.ACCEPTED,
      "version {version} of {model} predicts in {predictions}",
      "version",
      "model",
      "predictions"),
  /** No prediction names the model. */
  MODEL_NOT_NAMED(Result.REFUSED, "no entry of predictions names the model {model}", "model");

  /** What all codes come to. */
  public enum Result {
    /** It is done. */
    ACCEPTED,
    /** It is not done. */
    REFUSED,
    /** There was nothing to do. */
    UNCHANGED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The result as it stands in JSON. */
    public String wireName() {
      return wireName;
    }
  }

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final Result result;
  private final String template;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> parameters;

  AuditCode(Result result, String template, String... parameters) {
    this.result = result;
    this.template = template;
    this.parameters = List.of(parameters);
  }

  /** The code as it stands in JSON: {@code silence_refused}. */
  public String wireName() {
    return wireName;
  }

  /** What it comes to. */
  public Result result() {
    return result;
  }

  /** The names of its parameters. */
  public List<String> parameters() {
    return parameters;
  }

  /** What came of it, for people. */
  String sentence(Map<String, String> values) {
    StringBuilder sentence = new StringBuilder();
    int from = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
      int close = template.indexOf('}', open);
      sentence.append(template, from, open).append(values.get(template.substring(open + 1, close)));
      from = close + 1;
    }
    return sentence.append(template, from, template.length()).toString();
  }
}
