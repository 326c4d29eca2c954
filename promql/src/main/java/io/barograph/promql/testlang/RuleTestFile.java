package io.barograph.promql.testlang;

import io.barograph.core.labels.Labels;
import io.barograph.core.template.External;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file of unit tests of rules, in the format of {@code promtool test rules}.
 *
 * @param name what the file is called in messages
 * @param ruleFiles the rules under test
 * @param unmatched entries of {@code rule_files} that match no file
 * @param evaluationInterval from one evaluation of all rules to the next, above 0; the interval of
 *     a group does not count, as in promtool
 * @param groupOrder names of groups in the order of their evaluation; others come with the first
 * @param isFuzzy true if a number may differ by the least step there is
 * @param cases each begins anew
 */
public record RuleTestFile(
    String name,
    List<Path> ruleFiles,
    List<String> unmatched,
    Duration evaluationInterval,
    List<String> groupOrder,
    boolean isFuzzy,
    List<Case> cases) {
  /** The clock's step where the file names none, as in Prometheus. */
  static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  public RuleTestFile {
    Objects.requireNonNull(name);
    ruleFiles = List.copyOf(ruleFiles);
    unmatched = List.copyOf(unmatched);
    groupOrder = List.copyOf(groupOrder);
    cases = List.copyOf(cases);
  }

  /**
   * Series, and what the rules make of them.
   *
   * @param line where it begins, counted from 1
   * @param name what it is called in messages
   * @param external what templates of alerts see
   */
  public record Case(
      int line,
      String name,
      Input input,
      External external,
      List<AlertExpectation> alerts,
      List<ExpressionExpectation> expressions) {
    public Case {
      alerts = List.copyOf(alerts);
      expressions = List.copyOf(expressions);
    }
  }

  /**
   * The series of a case.
   *
   * @param startMillis when the first value of each stands, since the epoch
   * @param interval from one value to the next, above 0
   */
  public record Input(long startMillis, Duration interval, List<SeriesValues> series) {
    public Input {
      series = List.copyOf(series);
    }
  }

  /**
   * Exactly these alerts of one name are firing.
   *
   * @param line where it stands, counted from 1
   * @param at when, from the start of the case
   */
  public record AlertExpectation(
      int line, Duration at, String alertName, List<FiringAlert> alerts) {
    public AlertExpectation {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * An alert that is firing.
   *
   * @param labels its name inside
   */
  public record FiringAlert(Labels labels, SortedMap<String, String> annotations) {
    public FiringAlert {
      annotations = new TreeMap<>(annotations);
    }

    @Override
    public String toString() {
      return annotations.isEmpty() ? labels.toString() : labels + " " + annotations;
    }
  }

  /**
   * An expression gives exactly these samples.
   *
   * @param line where it stands, counted from 1
   * @param at when, from the start of the case
   */
  public record ExpressionExpectation(
      int line, Duration at, String query, List<ExpectedSample> samples) {
    public ExpressionExpectation {
      samples = List.copyOf(samples);
    }
  }

  /**
   * A sample.
   *
   * @param isHistogram true if it is a native histogram, whose content is not read
   */
  public record ExpectedSample(Labels labels, double value, boolean isHistogram) {
    @Override
    public String toString() {
      return labels + " " + (isHistogram ? "a native histogram" : Double.toString(value));
    }
  }

  /**
   * Reads a file; paths of rule files in it are relative to its folder.
   *
   * @throws RuleFileException if anything is wrong with it, with all that is wrong
   */
  public static RuleTestFile read(Path file) throws IOException, RuleFileException {
    return new RuleTestFileReader(file).read();
  }

  /** The same tests of other rules. */
  public RuleTestFile withRuleFiles(List<Path> otherRules) {
    return new RuleTestFile(
        name, otherRules, unmatched, evaluationInterval, groupOrder, isFuzzy, cases);
  }
}
