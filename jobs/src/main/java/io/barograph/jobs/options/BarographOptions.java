package io.barograph.jobs.options;

import io.barograph.core.clock.ClockPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Every option of the job's configuration file; {@code docs/configuration.md} lists the same. */
public final class BarographOptions {
  public static final ConfigOption<String> KAFKA_SERVERS =
      ConfigOptions.key("kafka.bootstrap.servers")
          .stringType()
          .defaultValue("127.0.0.1:9092")
          .withDescription("The Kafka brokers, host:port, separated by commas.");

  public static final ConfigOption<Map<String, String>> KAFKA_PROPERTIES =
      ConfigOptions.key("kafka.properties")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Further properties of every Kafka client, such as security.protocol. Put secrets"
                  + " into files that these properties name.");

  public static final ConfigOption<String> KAFKA_GROUP =
      ConfigOptions.key("kafka.group-id")
          .stringType()
          .defaultValue("barograph")
          .withDescription(
              "The consumer group that offsets are committed for, and where a new job starts.");

  public static final ConfigOption<String> TOPIC_PREFIX =
      ConfigOptions.key("topics.prefix")
          .stringType()
          .defaultValue("barograph.")
          .withDescription("Stands before the name of every topic of Barograph's own.");

  public static final ConfigOption<List<String>> INPUTS =
      ConfigOptions.key("inputs")
          .stringType()
          .asList()
          .defaultValues("metrics", "logs")
          .withDescription(
              "The inputs, by name. Each is one topic, prefix and name unless inputs.<name>.topic"
                  + " says otherwise, and has a clock of its own.");

  public static final ConfigOption<Duration> CLOCK_BOUND =
      ConfigOptions.key("clock.bound")
          .durationType()
          .defaultValue(ClockPolicy.DEFAULT.bound())
          .withDescription(
              "How much out of order the records of one partition may come. Later ones still count"
                  + " in later ticks. Every alert waits this long.");

  public static final ConfigOption<Duration> CLOCK_GRACE =
      ConfigOptions.key("clock.grace")
          .durationType()
          .defaultValue(ClockPolicy.DEFAULT.grace())
          .withDescription(
              "How long a record may take to reach its partition while that is quiet, on top of the"
                  + " bound. Raise it if producers hold records back.");

  public static final ConfigOption<Duration> CLOCK_MAX_ANSWER_AGE =
      ConfigOptions.key("clock.max-answer-age")
          .durationType()
          .defaultValue(ClockPolicy.DEFAULT.maxAnswerAge())
          .withDescription(
              "How old the broker's word may be that a partition has nothing more to read; without"
                  + " a fresher one a quiet partition's clock stands still.");

  public static final ConfigOption<Duration> CLOCK_SETTLE =
      ConfigOptions.key("clock.settle")
          .durationType()
          .defaultValue(ClockPolicy.DEFAULT.settle())
          .withDescription(
              "How long the broker must have answered without a break before a quiet partition's"
                  + " clock goes on; leaves producers time to deliver what they held back.");

  public static final ConfigOption<Duration> CLOCK_STEP =
      ConfigOptions.key("clock.step")
          .durationType()
          .defaultValue(ClockPolicy.DEFAULT.step())
          .withDescription(
              "Clocks go on in multiples of this; make it a divisor of every rule interval.");

  public static final ConfigOption<Duration> CLOCK_MAX_AHEAD =
      ConfigOptions.key("clock.max-ahead")
          .durationType()
          .defaultValue(ClockPolicy.DEFAULT.maxAhead())
          .withDescription(
              "An event time that lies further than this after its Kafka record's own time makes"
                  + " the record a dead letter.");

  public static final ConfigOption<List<String>> RULE_PATHS =
      ConfigOptions.key("rules.paths")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Rule packs: folders of Prometheus rule files, or single files. Read where the job is"
                  + " submitted.");

  public static final ConfigOption<Boolean> RULES_CHANGE =
      ConfigOptions.key("rules.change")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether the job follows the topic of rules: what 'barograph rules apply' publishes"
                  + " takes the place of a pack of the same name, while the job runs. Without the"
                  + " topic its rules stay those of rules.paths. Where it follows it, the job also"
                  + " answers 'barograph state show' and 'barograph rules stats'.");

  public static final ConfigOption<String> RULES_JOB =
      ConfigOptions.key("rules.job")
          .stringType()
          .defaultValue("barograph")
          .withDescription(
              "The name under which the job writes to the topic of rules from which tick on it"
                  + " evaluates what was published. Set it if several jobs share the topic.");

  public static final ConfigOption<Double> BUDGET_BUSY_RATIO =
      ConfigOptions.key("rules.budget.busy-ratio")
          .doubleType()
          .defaultValue(0.5)
          .withDescription(
              "How much of one processor the evaluation of one rule may take in the whole job,"
                  + " looked at once a minute; 0 for no bound. A rule that breaks one of these"
                  + " bounds three times in a row is told and counted (numRulesOverBudget).");

  public static final ConfigOption<MemorySize> BUDGET_STATE =
      ConfigOptions.key("rules.budget.state")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(512))
          .withDescription(
              "How much state one rule may hold, roughly, as 'barograph rules stats' shows it; 0"
                  + " for no bound.");

  public static final ConfigOption<Long> BUDGET_FIRING =
      ConfigOptions.key("rules.budget.firing")
          .longType()
          .defaultValue(10_000L)
          .withDescription("How many alerts of one rule may fire at once; 0 for no bound.");

  public static final ConfigOption<BudgetAction> BUDGET_ACTION =
      ConfigOptions.key("rules.budget.action")
          .enumType(BudgetAction.class)
          .defaultValue(BudgetAction.WARN)
          .withDescription(
              "What becomes of a rule that breaks its budget: warn logs and counts it; shadow also"
                  + " publishes a version of its pack in which it is in shadow, so that its alerts"
                  + " notify nobody. That needs a pack that was published ('barograph rules"
                  + " apply'); it stands in 'barograph rules history', and is taken back by a"
                  + " rollback or by the next version that you apply.");

  public static final ConfigOption<Duration> EVALUATION_INTERVAL =
      ConfigOptions.key("rules.evaluation-interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription("The interval of rule groups that name none, as in Prometheus.");

  public static final ConfigOption<Duration> LOOK_BACK =
      ConfigOptions.key("rules.look-back")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription("How old the newest sample of a series may be, as in Prometheus.");

  public static final ConfigOption<NoData> NO_DATA =
      ConfigOptions.key("compat.no-data")
          .enumType(NoData.class)
          .defaultValue(NoData.KEEP_LAST)
          .withDescription(
              "What becomes of an alert whose data vanishes: keep-last marks it nodata for up to 15"
                  + " minutes; alert does the same and raises the alert NoData beside it; resolve"
                  + " ends it at once, as Prometheus does.");

  public static final ConfigOption<Map<String, String>> EXTERNAL_LABELS =
      ConfigOptions.key("external-labels")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "What templates see as $externalLabels. As in Prometheus, rules and alerts do not get"
                  + " these labels inside the job.");

  public static final ConfigOption<String> EXTERNAL_URL =
      ConfigOptions.key("external-url")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Where a Prometheus with the same data can be looked at, http or https: what"
                  + " templates see as $externalURL, and what generatorURL links to; empty for no"
                  + " link.");

  public static final ConfigOption<Duration> LOG_INTERVAL =
      ConfigOptions.key("signals.log-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("How often samples are derived from log records.");

  public static final ConfigOption<Duration> MEASURES_INTERVAL =
      ConfigOptions.key("measures.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How often samples are derived from business records (trades, quotes and so on), at"
                  + " least 1 s. Each strategy, symbol or model gives its samples once in this"
                  + " time.");

  public static final ConfigOption<Integer> MEASURES_MAX_KEYS =
      ConfigOptions.key("measures.max-keys")
          .intType()
          .defaultValue(100_000)
          .withDescription(
              "How many keys (strategies, symbols, models) each kind of measure keeps; records of"
                  + " more are counted (numRecordsOverKeyLimit) and left out.");

  public static final ConfigOption<Map<String, String>> MEASURES_CALENDARS =
      ConfigOptions.key("measures.calendars")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "The session calendar of each venue that is not called as its calendar is, as in"
                  + " 'BINANCE: 24x7, NASDAQ: XNAS'. Calendars: XNYS, XNAS, XLON, XHKG, XSHG,"
                  + " XSHE, XTKS, CME, 24x7, 24x5. Of a venue without one, silence and standstill"
                  + " are not judged.");

  public static final ConfigOption<Duration> FEEDBACK_INTERVAL =
      ConfigOptions.key("feedback.interval")
          .durationType()
          .noDefaultValue()
          .withDescription(
              "How often ALERTS and ALERTS_FOR_STATE show each alert that is alive, and how far"
                  + " ahead their samples are stamped, so by how much a rule on them is behind; at"
                  + " most rules.look-back. rules.evaluation-interval by default. Raise it if"
                  + " numSamplesStoredLate grows in the stage of derived samples.");

  public static final ConfigOption<Boolean> FEEDBACK_WRITE =
      ConfigOptions.key("feedback.write")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether ALERTS, ALERTS_FOR_STATE and the quality of alerts are written to the topic"
                  + " samples.feedback though no rule of the job reads them; if one does, they always"
                  + " are.");

  public static final ConfigOption<Integer> SERIES_LIMIT =
      ConfigOptions.key("series.limit")
          .intType()
          .defaultValue(1_000_000)
          .withDescription(
              "How many series that some rule reads the job takes from one input. Its n source"
                  + " subtasks keep an nth each, so one may refuse while another has room, and all"
                  + " together never take more. A series beyond it becomes a dead letter once; one"
                  + " without samples for 15 minutes gives its place back. 0 is no limit.");

  public static final ConfigOption<Integer> SERIES_LIMIT_PER_METRIC =
      ConfigOptions.key("series.limit-per-metric")
          .intType()
          .defaultValue(100_000)
          .withDescription(
              "The same for the series of one metric name, so that one label that grows does not"
                  + " use series.limit up. 0 is no limit.");

  public static final ConfigOption<Duration> MEASURES_INDEX_INTERVAL =
      ConfigOptions.key("measures.index-interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "Of the samples that are derived from business records, those of ticks that are"
                  + " multiples of this are written to Elasticsearch, into barograph-measures-*;"
                  + " 0 to write none. Rules see all of them.");

  public static final ConfigOption<Boolean> MEASURES_WRITE =
      ConfigOptions.key("measures.write")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether all samples that are derived from business records are also written to the"
                  + " topic samples.derived.");

  public static final ConfigOption<List<String>> ELASTICSEARCH_HOSTS =
      ConfigOptions.key("elasticsearch.hosts")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Addresses such as http://127.0.0.1:9200; empty to write nothing to Elasticsearch.");

  public static final ConfigOption<String> ELASTICSEARCH_USERNAME =
      ConfigOptions.key("elasticsearch.username")
          .stringType()
          .defaultValue("")
          .withDescription("The user for basic authentication; empty for none.");

  public static final ConfigOption<String> ELASTICSEARCH_PASSWORD_FILE =
      ConfigOptions.key("elasticsearch.password-file")
          .stringType()
          .defaultValue("")
          .withDescription("A file on every TaskManager that holds the password and nothing else.");

  public static final ConfigOption<String> ELASTICSEARCH_CA =
      ConfigOptions.key("elasticsearch.certificate-authority")
          .stringType()
          .defaultValue("")
          .withDescription(
              "A PEM file on every TaskManager with the certificates to trust; empty for the"
                  + " JDK's.");

  public static final ConfigOption<Delivery> KAFKA_DELIVERY =
      ConfigOptions.key("sinks.kafka.delivery")
          .enumType(Delivery.class)
          .defaultValue(Delivery.AT_LEAST_ONCE)
          .withDescription(
              "at-least-once tells within milliseconds and may repeat a version after a failure;"
                  + " exactly-once uses transactions and tells at each checkpoint.");

  public static final ConfigOption<StateProfile> STATE_PROFILE =
      ConfigOptions.key("state.profile")
          .enumType(StateProfile.class)
          .defaultValue(StateProfile.ROCKSDB)
          .withDescription(
              "rocksdb writes incremental checkpoints and holds more than memory; heap is faster"
                  + " and writes everything at each checkpoint.");

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      ConfigOptions.key("state.checkpoint-interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("How often the job's state is made safe.");

  public static final ConfigOption<List<Pipeline>> PIPELINES =
      ConfigOptions.key("pipelines.enabled")
          .enumType(Pipeline.class)
          .asList()
          .defaultValues(Pipeline.values())
          .withDescription(
              "The parts of the job that run: signals (samples from logs and business records),"
                  + " rules, incidents, delivery (alerts and incidents to Kafka and Elasticsearch)."
                  + " Leave some out to run degraded.");

  private BarographOptions() {}

  /** What becomes of a rule that breaks its budget. */
  public enum BudgetAction {
    WARN,
    SHADOW;

    @Override
    public String toString() {
      return kebab(this);
    }
  }

  /** What becomes of an alert whose data vanishes. */
  public enum NoData {
    KEEP_LAST,
    ALERT,
    RESOLVE;

    @Override
    public String toString() {
      return kebab(this);
    }
  }

  /** How alerts reach Kafka. */
  public enum Delivery {
    AT_LEAST_ONCE,
    EXACTLY_ONCE;

    @Override
    public String toString() {
      return kebab(this);
    }
  }

  /** Where state lives. */
  public enum StateProfile {
    ROCKSDB,
    HEAP;

    @Override
    public String toString() {
      return kebab(this);
    }
  }

  /** A part of the job that can be switched off. */
  public enum Pipeline {
    SIGNALS,
    RULES,
    INCIDENTS,
    DELIVERY;

    @Override
    public String toString() {
      return kebab(this);
    }
  }

  /* Flink matches the text in a file with an enum constant's toString. */
  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The option for the topic of one input. */
  public static ConfigOption<String> inputTopic(String input) {
    return ConfigOptions.key("inputs." + input + ".topic")
        .stringType()
        .noDefaultValue()
        .withDescription("The topic of this input; topics.prefix and the input's name by default.");
  }

  /** The option for the metrics that come from one input. */
  public static ConfigOption<String> inputMetrics(String input) {
    return ConfigOptions.key("inputs." + input + ".metrics")
        .stringType()
        .defaultValue(".*")
        .withDescription(
            "A regular expression of the metric names that come from this input. A rule waits only"
                + " for the inputs that can hold its metric.");
  }

  /** The option for the format of one input. */
  public static ConfigOption<String> inputFormat(String input) {
    return ConfigOptions.key("inputs." + input + ".format")
        .stringType()
        .defaultValue("auto")
        .withDescription("The format of this input's records; auto looks at each record.");
  }
}
