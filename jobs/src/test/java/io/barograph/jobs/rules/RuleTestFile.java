package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.testlang.SeriesValues;
import io.barograph.promql.testlang.TestCommand;
import io.barograph.promql.testlang.TestScript;
import io.barograph.promql.testlang.TestScriptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A file of unit tests for alerting rules, as promtool reads them; of its fields those about alerts
 * alone.
 *
 * @param ruleFiles the rules under test
 * @param evaluationInterval how far the clock goes at a time
 * @param cases each begins anew at time 0
 */
record RuleTestFile(List<Path> ruleFiles, Duration evaluationInterval, List<Case> cases) {
  /**
   * Series, and the alerts that they raise.
   *
   * @param name what the case is called in messages
   * @param interval from one value to the next; the first stands at time 0
   */
  record Case(
      String name, Duration interval, List<SeriesValues> series, List<Expectation> expectations) {}

  /**
   * Exactly these alerts of one name are firing at one time.
   *
   * @param firing their labels without the name
   */
  record Expectation(Duration at, String alertName, Set<Labels> firing) {}

  /** Reads {@code file}; the paths of its rule files are relative to its folder. */
  static RuleTestFile read(Path file) throws IOException, TestScriptException {
    Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    List<Path> ruleFiles =
        list(root, "rule_files").stream().map(name -> file.resolveSibling((String) name)).toList();
    List<Case> cases = new ArrayList<>();
    for (Object test : list(root, "tests")) {
      cases.add(testCase(file.getFileName().toString(), test));
    }
    return new RuleTestFile(ruleFiles, duration(root, "evaluation_interval"), cases);
  }

  private static Case testCase(String file, Object test) throws TestScriptException {
    String name = file + ", " + field(test, "name");
    List<Expectation> expectations = new ArrayList<>();
    for (Object expected : list(test, "alert_rule_test")) {
      Set<Labels> firing = new HashSet<>();
      for (Object alert : list(expected, "exp_alerts")) {
        firing.add(labels(field(alert, "exp_labels")));
      }
      expectations.add(
          new Expectation(
              duration(expected, "eval_time"), (String) field(expected, "alertname"), firing));
    }
    return new Case(name, duration(test, "interval"), series(name, test), expectations);
  }

  private static List<SeriesValues> series(String name, Object test) throws TestScriptException {
    StringBuilder script = new StringBuilder("load ").append(field(test, "interval")).append('\n');
    for (Object input : list(test, "input_series")) {
      script.append(field(input, "series")).append(' ').append(field(input, "values")).append('\n');
    }
    return ((TestCommand.Load) TestScript.parse(name, script.toString()).get(0)).series();
  }

  private static Labels labels(Object mapping) {
    Labels.Builder labels = Labels.builder();
    ((Map<?, ?>) mapping).forEach((name, value) -> labels.set((String) name, (String) value));
    return labels.build();
  }

  private static Duration duration(Object mapping, String name) {
    return Durations.parse((String) field(mapping, name));
  }

  private static List<?> list(Object mapping, String name) {
    return (List<?>) field(mapping, name);
  }

  private static Object field(Object mapping, String name) {
    Object value = ((Map<?, ?>) mapping).get(name);
    if (value == null) {
      throw new IllegalArgumentException("%s is missing in %s".formatted(name, mapping));
    }
    return value;
  }
}
