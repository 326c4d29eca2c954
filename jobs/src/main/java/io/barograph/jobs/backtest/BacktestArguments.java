package io.barograph.jobs.backtest;

import io.barograph.formats.file.SampleFileFormat;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.jobs.options.BarographOptions.StateProfile;
import io.barograph.jobs.options.ConfigFile;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.options.NotificationOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.Configuration;

/**
 * What a backtest is started with: pairs of an option and its value, some of them several times.
 *
 * @param values the values of each option, in order
 */
record BacktestArguments(Map<String, List<String>> values) {
  /** The job's one input if it reads files. */
  static final String INPUT = "metrics";

  private static final Duration LATENESS = Duration.ofMinutes(10);

  private static final Set<String> KNOWN =
      Set.of(
          "--rules",
          "--against",
          "--input",
          "--topic",
          "--format",
          "--config",
          "--routing",
          "--interval",
          "--parallelism",
          "--from",
          "--to",
          "--warm-up",
          "--lateness",
          "--bootstrap-servers",
          "--stack-servers",
          "--topics-prefix",
          "--kafka-property",
          "--output");

  static BacktestArguments parse(String[] arguments) {
    Map<String, List<String>> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!KNOWN.contains(arguments[i]) || i + 1 == arguments.length) {
        throw new InvalidOptionsException(
            "%s is no option of a backtest with a value".formatted(arguments[i]));
      }
      values.computeIfAbsent(arguments[i], option -> new ArrayList<>()).add(arguments[i + 1]);
    }
    for (String required : List.of("--rules", "--output")) {
      if (!values.containsKey(required)) {
        throw new InvalidOptionsException(required + " is missing");
      }
    }
    if (values.containsKey("--input") == values.containsKey("--topic")) {
      throw new InvalidOptionsException(
          "name files with --input, or topics with --topic, and not both");
    }
    if (values.containsKey("--topic")
        && !(values.containsKey("--from") && values.containsKey("--to"))) {
      throw new InvalidOptionsException("--topic needs --from and --to");
    }
    return new BacktestArguments(values);
  }

  List<SampleFile> inputs() {
    return SampleFile.of(
        values.get("--input").stream().map(Path::of).toList(),
        one("--format").map(BacktestArguments::format));
  }

  /** The topics to read, in order; none if files are read. */
  List<String> topics() {
    return values.getOrDefault("--topic", List.of()).stream().distinct().toList();
  }

  /** How long before {@link #from} to begin, if that is said. */
  Optional<Duration> warmUp() {
    return one("--warm-up").map(Long::parseLong).map(Duration::ofMillis);
  }

  /** How much later than its event time a record may have been written to its topic. */
  Duration lateness() {
    return one("--lateness").map(Long::parseLong).map(Duration::ofMillis).orElse(LATENESS);
  }

  Path output() {
    return Path.of(values.get("--output").get(0));
  }

  int parallelism() {
    return one("--parallelism").map(Integer::parseInt).orElse(1);
  }

  /** The first event time that counts, milliseconds. */
  long from() {
    return one("--from").map(Long::parseLong).orElse(Long.MIN_VALUE);
  }

  /** The last event time that counts, milliseconds. */
  long to() {
    return one("--to").map(Long::parseLong).orElse(Long.MAX_VALUE);
  }

  /** The options of the job. */
  JobOptions options() {
    return options(values.get("--rules"));
  }

  /** The options of the job with the rules that the first ones are compared with. */
  Optional<JobOptions> against() {
    return Optional.ofNullable(values.get("--against")).map(this::options);
  }

  private JobOptions options(List<String> rules) {
    Configuration options =
        one("--config").map(file -> ConfigFile.read(Path.of(file))).orElseGet(Configuration::new);
    if (topics().isEmpty()) {
      keepInputs(options, Set.of());
      options.set(BarographOptions.INPUTS, List.of(INPUT));
      options.set(BarographOptions.inputFormat(INPUT), "json");
      options.set(BarographOptions.PIPELINES, List.of(Pipeline.RULES, Pipeline.DELIVERY));
    } else {
      readTopics(options);
      options.set(
          BarographOptions.PIPELINES, List.of(Pipeline.SIGNALS, Pipeline.RULES, Pipeline.DELIVERY));
    }
    options.set(BarographOptions.STATE_PROFILE, StateProfile.HEAP);
    options.set(BarographOptions.FEEDBACK_WRITE, false);
    options.set(BarographOptions.RULE_PATHS, rules);
    one("--routing").ifPresent(file -> options.set(NotificationOptions.ROUTING_FILE, file));
    one("--interval")
        .map(Long::parseLong)
        .map(Duration::ofMillis)
        .ifPresent(interval -> options.set(BarographOptions.EVALUATION_INTERVAL, interval));
    return JobOptions.of(options);
  }

  /** Each topic is the input that the options know it as, with its format, or one of its own. */
  private void readTopics(Configuration options) {
    if (!options.contains(BarographOptions.KAFKA_SERVERS)) {
      one("--stack-servers").ifPresent(all -> options.set(BarographOptions.KAFKA_SERVERS, all));
    }
    one("--bootstrap-servers").ifPresent(all -> options.set(BarographOptions.KAFKA_SERVERS, all));
    one("--topics-prefix").ifPresent(text -> options.set(BarographOptions.TOPIC_PREFIX, text));
    for (String property : values.getOrDefault("--kafka-property", List.of())) {
      int equals = property.indexOf('=');
      options.setString(
          BarographOptions.KAFKA_PROPERTIES.key() + '.' + property.substring(0, equals),
          property.substring(equals + 1));
    }
    Map<String, String> inputs = new LinkedHashMap<>();
    for (String input : options.get(BarographOptions.INPUTS)) {
      String topic =
          options
              .getOptional(BarographOptions.inputTopic(input))
              .orElse(options.get(BarographOptions.TOPIC_PREFIX) + input);
      if (topics().contains(topic)) {
        inputs.putIfAbsent(topic, input);
      }
    }
    keepInputs(options, Set.copyOf(inputs.values()));
    for (String topic : topics()) {
      if (!inputs.containsKey(topic)) {
        String name = topic.replaceAll("[^a-zA-Z0-9-]", "-");
        while (inputs.containsValue(name)) {
          name += "-";
        }
        inputs.put(topic, name);
        options.set(BarographOptions.inputTopic(name), topic);
      }
    }
    options.set(BarographOptions.INPUTS, List.copyOf(inputs.values()));
    one("--format")
        .ifPresent(
            format ->
                inputs
                    .values()
                    .forEach(input -> options.set(BarographOptions.inputFormat(input), format)));
  }

  /** Takes what the options say of other inputs away. */
  private static void keepInputs(Configuration options, Set<String> kept) {
    String inputs = BarographOptions.INPUTS.key();
    for (String key : List.copyOf(options.keySet())) {
      if (key.equals(inputs)
          || (key.startsWith(inputs + '.')
              && kept.stream().noneMatch(input -> key.startsWith(inputs + '.' + input + '.')))) {
        boolean unused = options.removeKey(key);
      }
    }
  }

  private Optional<String> one(String option) {
    return Optional.ofNullable(values.get(option)).map(all -> all.get(all.size() - 1));
  }

  private static SampleFileFormat format(String name) {
    try {
      return SampleFileFormat.ofName(name);
    } catch (IllegalArgumentException unknown) {
      throw new InvalidOptionsException("--format: " + unknown.getMessage());
    }
  }
}
