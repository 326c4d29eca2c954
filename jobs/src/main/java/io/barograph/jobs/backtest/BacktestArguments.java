package io.barograph.jobs.backtest;

import io.barograph.formats.file.SampleFileFormat;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import io.barograph.jobs.options.BarographOptions.StateProfile;
import io.barograph.jobs.options.ConfigFile;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
  /** The job's one input. */
  static final String INPUT = "metrics";

  private static final Set<String> KNOWN =
      Set.of(
          "--rules",
          "--against",
          "--input",
          "--format",
          "--config",
          "--interval",
          "--parallelism",
          "--from",
          "--to",
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
    for (String required : List.of("--rules", "--input", "--output")) {
      if (!values.containsKey(required)) {
        throw new InvalidOptionsException(required + " is missing");
      }
    }
    return new BacktestArguments(values);
  }

  List<SampleFile> inputs() {
    return SampleFile.of(
        values.get("--input").stream().map(Path::of).toList(),
        one("--format").map(BacktestArguments::format));
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
    for (String key : List.copyOf(options.keySet())) {
      if (key.equals(BarographOptions.INPUTS.key())
          || key.startsWith(BarographOptions.INPUTS.key() + '.')) {
        boolean unused = options.removeKey(key);
      }
    }
    options.set(BarographOptions.INPUTS, List.of(INPUT));
    options.set(BarographOptions.inputFormat(INPUT), "json");
    options.set(BarographOptions.PIPELINES, List.of(Pipeline.RULES, Pipeline.DELIVERY));
    options.set(BarographOptions.STATE_PROFILE, StateProfile.HEAP);
    options.set(BarographOptions.FEEDBACK_WRITE, false);
    options.set(BarographOptions.RULE_PATHS, rules);
    one("--interval")
        .map(Long::parseLong)
        .map(Duration::ofMillis)
        .ifPresent(interval -> options.set(BarographOptions.EVALUATION_INTERVAL, interval));
    return JobOptions.of(options);
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
