package io.barograph.cli.demo;

import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How long shipped alerts take from when their condition is true, by their own rules. */
final class AlertTimes {
  private static final Duration NO_FILE_SAYS = Duration.ofMinutes(1);

  private final Map<String, Times> byAlert = new HashMap<>();
  private final Duration sampling;

  private AlertTimes(Duration sampling) {
    this.sampling = sampling;
  }

  /** What a rule says: how often it is evaluated, and for how long it must hold. */
  private record Times(Duration interval, Duration hold) {
    /** A sample, a tick that sees it, and the first tick at which it has held for long enough. */
    Duration latest(Duration sampling) {
      long steps = -Math.floorDiv(-hold.toMillis(), interval.toMillis());
      return sampling.plus(interval).plus(interval.multipliedBy(steps));
    }
  }

  /**
   * The times of the alerts of {@code packs}.
   *
   * @param sampling from one derived sample to the next
   */
  static AlertTimes read(List<Path> packs, Duration sampling)
      throws IOException, RuleFileException {
    AlertTimes times = new AlertTimes(sampling);
    for (Path pack : packs) {
      try (Stream<Path> files = Files.list(pack)) {
        for (Path file : files.filter(AlertTimes::isRuleFile).toList()) {
          RuleFile.parse(file.toString(), Files.readString(file)).groups().forEach(times::add);
        }
      }
    }
    return times;
  }

  private static boolean isRuleFile(Path file) {
    return RuleFile.isRuleFile(file.getFileName().toString());
  }

  private void add(RuleGroup group) {
    Duration interval = group.interval().orElse(NO_FILE_SAYS);
    group.rules().stream()
        .filter(AlertingRule.class::isInstance)
        .map(AlertingRule.class::cast)
        .forEach(rule -> byAlert.put(rule.name(), new Times(interval, rule.hold())));
  }

  boolean knows(Consequence consequence) {
    return byAlert.containsKey(consequence.alert());
  }

  /** How long after the beginning of a fault its alert must have fired. */
  Duration printed(Consequence consequence, Duration begins) {
    return consequence.crossing().apply(begins).plus(latest(consequence));
  }

  /** How long after the end of a fault that lasted so long its alert may still fire. */
  Duration grace(Consequence consequence, Duration lasts) {
    return consequence.evidence().apply(lasts).plus(latest(consequence));
  }

  private Duration latest(Consequence consequence) {
    boolean isOfLogs = consequence.alert().equals("OrderGatewayErrorBurst");
    return byAlert.get(consequence.alert()).latest(isOfLogs ? DeskJob.LOG_INTERVAL : sampling);
  }
}
