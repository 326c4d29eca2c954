package io.barograph.jobs.options;

import static io.barograph.jobs.options.BarographOptions.CHECKPOINT_INTERVAL;
import static io.barograph.jobs.options.BarographOptions.CLOCK_BOUND;
import static io.barograph.jobs.options.BarographOptions.CLOCK_GRACE;
import static io.barograph.jobs.options.BarographOptions.CLOCK_MAX_AHEAD;
import static io.barograph.jobs.options.BarographOptions.CLOCK_MAX_ANSWER_AGE;
import static io.barograph.jobs.options.BarographOptions.CLOCK_SETTLE;
import static io.barograph.jobs.options.BarographOptions.CLOCK_STEP;
import static io.barograph.jobs.options.BarographOptions.ELASTICSEARCH_CA;
import static io.barograph.jobs.options.BarographOptions.ELASTICSEARCH_HOSTS;
import static io.barograph.jobs.options.BarographOptions.ELASTICSEARCH_PASSWORD_FILE;
import static io.barograph.jobs.options.BarographOptions.ELASTICSEARCH_USERNAME;
import static io.barograph.jobs.options.BarographOptions.EVALUATION_INTERVAL;
import static io.barograph.jobs.options.BarographOptions.EXTERNAL_LABELS;
import static io.barograph.jobs.options.BarographOptions.EXTERNAL_URL;
import static io.barograph.jobs.options.BarographOptions.FEEDBACK_INTERVAL;
import static io.barograph.jobs.options.BarographOptions.KAFKA_PROPERTIES;
import static io.barograph.jobs.options.BarographOptions.KAFKA_SERVERS;
import static io.barograph.jobs.options.BarographOptions.LOOK_BACK;
import static io.barograph.jobs.options.BarographOptions.MEASURES_INDEX_INTERVAL;
import static io.barograph.jobs.options.BarographOptions.NO_DATA;
import static io.barograph.jobs.options.BarographOptions.PIPELINES;
import static io.barograph.jobs.options.BarographOptions.SERIES_LIMIT;
import static io.barograph.jobs.options.BarographOptions.SERIES_LIMIT_PER_METRIC;
import static io.barograph.jobs.options.BarographOptions.STATE_PROFILE;
import static io.barograph.jobs.options.BarographOptions.TOPIC_PREFIX;

import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.clock.ClockPolicy;
import io.barograph.core.detect.EntityWatch;
import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.ForecastWatch;
import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.inspect.RuleBudget;
import io.barograph.core.labels.Labels;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.core.series.SeriesLimits;
import io.barograph.core.template.External;
import io.barograph.formats.decode.DecoderSource;
import io.barograph.formats.decode.Format;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.jobs.options.BarographOptions.StateProfile;
import io.barograph.jobs.types.BufferTimeouts;
import io.barograph.jobs.versions.ModelFolder;
import io.barograph.sinks.elasticsearch.ElasticsearchConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** The validated options of one job. */
public final class JobOptions {
  /** The job's maximum parallelism, fixed for ever: part of the savepoint format. */
  public static final int MAX_PARALLELISM = 128;

  /** The name, behind the prefix, of the topic by which alerts are fed back to rules. */
  public static final String FEEDBACK_TOPIC = "samples.feedback";

  /** The name, behind the prefix, of the topic of samples derived from business records. */
  public static final String DERIVED_TOPIC = "samples.derived";

  private final Configuration configuration;

  private JobOptions(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * The options of a YAML file.
   *
   * @throws InvalidOptionsException naming everything that is wrong with them
   */
  public static JobOptions read(Path file) {
    return of(ConfigFile.read(file));
  }

  /**
   * The given options.
   *
   * @throws InvalidOptionsException naming everything that is wrong with them
   */
  public static JobOptions of(Configuration configuration) {
    JobOptions options = new JobOptions(configuration);
    OptionProblems.refuse(options, configuration);
    return options;
  }

  /** The value of one option. */
  public <T> T get(ConfigOption<T> option) {
    return configuration.get(option);
  }

  /** True if that part of the job runs. */
  public boolean isEnabled(Pipeline pipeline) {
    return get(PIPELINES).contains(pipeline);
  }

  /** The full name of one of Barograph's own topics. */
  public String topic(String name) {
    return get(TOPIC_PREFIX) + name;
  }

  /** The topic of an input. */
  public String inputTopic(String input) {
    return configuration.getOptional(BarographOptions.inputTopic(input)).orElse(topic(input));
  }

  /** The format of an input's records. */
  public DecoderSource inputFormat(String input) {
    Optional<BusinessFormat> business = businessFormat(input);
    return business.isPresent() ? business.get() : telemetryFormat(input);
  }

  private Format telemetryFormat(String input) {
    String name = get(BarographOptions.inputFormat(input));
    try {
      return Format.ofName(name);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "%s: %s; business records: %s"
              .formatted(
                  BarographOptions.inputFormat(input).key(),
                  unknown.getMessage(),
                  String.join(", ", BusinessFormat.names())),
          unknown);
    }
  }

  /** What the business records of an input are; empty if it holds none. */
  public Optional<BusinessFormat> businessFormat(String input) {
    return BusinessFormat.named(get(BarographOptions.inputFormat(input)));
  }

  /** True if samples can come from the input. */
  public boolean holdsSamples(String input) {
    return businessFormat(input).isEmpty()
        && !telemetryFormat(input).optionName().matches(".*logs?");
  }

  /** True if log records can come from the input. */
  public boolean holdsLogs(String input) {
    return businessFormat(input).isEmpty()
        && (!holdsSamples(input) || telemetryFormat(input) == Format.AUTO);
  }

  /**
   * How business records are measured.
   *
   * @param policies what the packs say of it
   */
  public MeasurePlan measures(MeasurePolicies policies) {
    return new MeasurePlan(
        get(BarographOptions.MEASURES_INTERVAL),
        get(BarographOptions.MEASURES_MAX_KEYS),
        policies.withCalendars(get(BarographOptions.MEASURES_CALENDARS)));
  }

  /**
   * Which series are watched and forecast.
   *
   * @param watches what the packs say of it
   * @param forecasts what they say of forecasts
   */
  public DetectionPlan detection(List<SeriesWatch> watches, List<ForecastWatch> forecasts) {
    return new DetectionPlan(
        get(DetectorOptions.DETECTORS_INTERVAL),
        get(DetectorOptions.DETECTORS_MAX_SERIES),
        get(DetectorOptions.DETECTORS_HEAVY_MAX_SERIES),
        get(DetectorOptions.DETECTORS_HEAVY_MAX_LATENCY),
        get(DetectorOptions.FORECASTS_MAX_SERIES),
        watches,
        forecasts);
  }

  /**
   * The failures of which units are predicted.
   *
   * @param watches what the packs say of it
   */
  public FailurePlan failures(List<FailureWatch> watches) {
    return new FailurePlan(
        get(DetectorOptions.DETECTORS_INTERVAL),
        get(PredictionOptions.PREDICTIONS_MAX_UNITS),
        watches,
        new PromotedModels(new ModelFolder(Path.of(get(PredictionOptions.MODELS_FOLDER))))
            .of(watches));
  }

  /**
   * Which entities are watched.
   *
   * @param watches what the packs say of it
   */
  public EntityPlan entities(List<EntityWatch> watches) {
    return new EntityPlan(
        get(DetectorOptions.DETECTORS_INTERVAL), get(EntityOptions.ENTITIES_MAX_ENTITIES), watches);
  }

  /**
   * Which entities are compared with their peers.
   *
   * @param watches what the packs say of it
   */
  public PeerPlan peers(List<PeerWatch> watches) {
    return new PeerPlan(
        get(DetectorOptions.DETECTORS_INTERVAL), get(PeerOptions.PEERS_MAX_ENTITIES), watches);
  }

  /** How alerts become incidents. */
  public IncidentPlan incidents() {
    return IncidentPlanReader.read(configuration);
  }

  /** How many chains of a pattern and key may be open. */
  public int maxOpenChains() {
    int most = get(IncidentOptions.PATTERNS_MAX_OPEN);
    if (most < 1) {
      throw new IllegalArgumentException(
          "%s must be >= 1, was %d".formatted(IncidentOptions.PATTERNS_MAX_OPEN.key(), most));
    }
    return most;
  }

  /** Who is told of alerts, and how; empty if nobody is. */
  public Optional<NotificationPlan> notifications() {
    return get(NotificationOptions.ROUTING_FILE).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NotificationPlanReader(configuration, get(EXTERNAL_URL).replaceFirst("/+$", ""))
                .read());
  }

  /** Properties for every Kafka client. */
  public Map<String, String> kafka() {
    Map<String, String> properties = new HashMap<>(get(KAFKA_PROPERTIES));
    properties.put("bootstrap.servers", get(KAFKA_SERVERS));
    return properties;
  }

  /** How the inputs' clocks go. */
  public ClockPolicy clock() {
    return new ClockPolicy(
        get(CLOCK_BOUND),
        get(CLOCK_GRACE),
        get(CLOCK_MAX_ANSWER_AGE),
        get(CLOCK_SETTLE),
        get(CLOCK_STEP),
        get(CLOCK_MAX_AHEAD));
  }

  /** How many series are taken from an input. */
  public SeriesLimits seriesLimits() {
    return new SeriesLimits(get(SERIES_LIMIT), get(SERIES_LIMIT_PER_METRIC));
  }

  /** The Elasticsearch cluster, if there is one. */
  public Optional<ElasticsearchConnection> elasticsearch() {
    return get(ELASTICSEARCH_HOSTS).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ElasticsearchConnection(
                get(ELASTICSEARCH_HOSTS),
                get(ELASTICSEARCH_USERNAME),
                get(ELASTICSEARCH_PASSWORD_FILE),
                get(ELASTICSEARCH_CA)));
  }

  /**
   * How often alerts are fed back.
   *
   * @throws IllegalArgumentException if a rule could look between two samples and see neither
   */
  public Duration feedbackInterval() {
    Duration lookBack = get(LOOK_BACK);
    Duration usual =
        get(EVALUATION_INTERVAL).compareTo(lookBack) < 0 ? get(EVALUATION_INTERVAL) : lookBack;
    Duration interval = configuration.getOptional(FEEDBACK_INTERVAL).orElse(usual);
    if (interval.toMillis() < 1 || interval.compareTo(lookBack) > 0) {
      throw new IllegalArgumentException(
          "feedback.interval must be >= 1 ms and <= rules.look-back, which is %s, was %s"
              .formatted(lookBack, interval));
    }
    return interval;
  }

  /** Of which ticks derived samples are written to Elasticsearch: multiples of it; 0 for none. */
  public Duration measureIndexInterval() {
    Duration interval = get(MEASURES_INDEX_INTERVAL);
    if (interval.isNegative() || (interval.toMillis() == 0 && !interval.isZero())) {
      throw new IllegalArgumentException(
          "measures.index-interval must be >= 1 ms, or 0 to write none, was " + interval);
    }
    return interval;
  }

  /** What becomes of alerts whose data vanishes. */
  public NoDataPolicy noData() {
    return switch (get(NO_DATA)) {
      case KEEP_LAST -> NoDataPolicy.KEEP_LAST;
      case ALERT -> NoDataPolicy.ALERT;
      case RESOLVE -> NoDataPolicy.RESOLVE;
    };
  }

  /** What one rule may cost. */
  public RuleBudget ruleBudget() {
    return new RuleBudget(
        atLeastZero(BarographOptions.BUDGET_BUSY_RATIO).doubleValue(),
        get(BarographOptions.BUDGET_STATE).getBytes(),
        atLeastZero(BarographOptions.BUDGET_FIRING).longValue());
  }

  private Number atLeastZero(ConfigOption<? extends Number> option) {
    Number value = get(option);
    if (!(value.doubleValue() >= 0)) {
      throw new IllegalArgumentException(
          "%s must be >= 0, 0 for no bound, was %s".formatted(option.key(), value));
    }
    return value;
  }

  /** The names under which this installation is known elsewhere. */
  public External external() {
    for (String name : get(EXTERNAL_LABELS).keySet()) {
      if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
        throw new IllegalArgumentException(
            "external-labels: \"%s\" is no label name; use letters, digits and _".formatted(name));
      }
    }
    String url = get(EXTERNAL_URL);
    if (!url.isEmpty() && !url.matches("https?://[^/\\s]\\S*")) {
      throw new IllegalArgumentException(
          "external-url must begin with http:// or https:// and a host, was \"%s\"".formatted(url));
    }
    return new External(Labels.of(get(EXTERNAL_LABELS)), url.replaceFirst("/+$", ""));
  }

  /** What Flink is to be told; the cluster's own configuration stands where this says nothing. */
  public Configuration flinkConfiguration() {
    Configuration flink = new Configuration();
    boolean rocksdb = get(STATE_PROFILE) == StateProfile.ROCKSDB;
    flink.set(StateBackendOptions.STATE_BACKEND, rocksdb ? "rocksdb" : "hashmap");
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, rocksdb);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, get(CHECKPOINT_INTERVAL));
    // While Elasticsearch is away its sinks hold checkpoints back. The job goes on watching.
    flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    flink.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    flink.set(ExecutionOptions.BUFFER_TIMEOUT, BufferTimeouts.AT_ONCE);
    return flink;
  }
}
