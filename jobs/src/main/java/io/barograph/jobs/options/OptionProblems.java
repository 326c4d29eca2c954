package io.barograph.jobs.options;

import io.barograph.core.policy.MeasurePolicies;
import io.barograph.jobs.options.BarographOptions.Delivery;
import io.barograph.jobs.options.BarographOptions.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;

/** All that is wrong with options at once, not the first of it alone. */
final class OptionProblems {
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(10);

  private final JobOptions options;
  private final List<String> problems = new ArrayList<>();

  private OptionProblems(JobOptions options) {
    this.options = options;
  }

  /**
   * Checks options.
   *
   * @param configuration what {@code options} were read from
   * @throws InvalidOptionsException naming everything that is wrong with them
   */
  static void refuse(JobOptions options, Configuration configuration) {
    OptionProblems found = new OptionProblems(options);
    found.checkNames(configuration.keySet());
    found.checkValues();
    found.checkTogether(configuration);
    if (!found.problems.isEmpty()) {
      throw new InvalidOptionsException(
          "the configuration cannot be used:\n  " + String.join("\n  ", found.problems));
    }
  }

  private void checkNames(Set<String> keys) {
    Set<String> known = OptionNames.known(options.get(BarographOptions.INPUTS));
    for (String key : new TreeSet<>(keys)) {
      if (!known.contains(key)
          && !key.startsWith(BarographOptions.KAFKA_PROPERTIES.key() + '.')
          && !key.startsWith(BarographOptions.EXTERNAL_LABELS.key() + '.')
          && !key.startsWith(BarographOptions.MEASURES_CALENDARS.key() + '.')) {
        problems.add(OptionNames.unknown(key, known));
      }
    }
  }

  private void checkValues() {
    check(options::clock);
    check(options::seriesLimits);
    check(options::elasticsearch);
    check(options::external);
    check(options::ruleBudget);
    check(() -> options.measures(MeasurePolicies.DEFAULT));
    check(() -> options.detection(List.of(), List.of()));
    check(() -> options.failures(List.of()));
    check(() -> options.entities(List.of()));
    check(() -> options.peers(List.of()));
    check(options::incidents);
    check(options::maxOpenChains);
    check(options::notifications);
    check(options::feedbackInterval);
    check(options::measureIndexInterval);
    for (String input : options.get(BarographOptions.INPUTS)) {
      check(() -> options.inputFormat(input));
    }
  }

  private void checkTogether(Configuration configuration) {
    if (options.isEnabled(Pipeline.RULES)
        && configuration.getOptional(BarographOptions.RULE_PATHS).isEmpty()) {
      problems.add(
          "rules.paths is not set: name the folders or files of your Prometheus rules, or leave"
              + " rules out of pipelines.enabled");
    }
    Duration interval = options.get(BarographOptions.CHECKPOINT_INTERVAL);
    if (options.get(BarographOptions.KAFKA_DELIVERY) == Delivery.EXACTLY_ONCE
        && interval.compareTo(LONGEST_INTERVAL) > 0) {
      problems.add(
          "state.checkpoint-interval must be <= 10 min with sinks.kafka.delivery: exactly-once,"
              + " was "
              + interval);
    }
  }

  private void check(Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException invalid) {
      problems.add(invalid.getMessage());
    }
  }
}
