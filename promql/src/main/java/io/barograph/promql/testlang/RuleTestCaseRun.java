package io.barograph.promql.testlang;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.parse.ExperimentalFeatures;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseError;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.promql.testlang.RuleTestFile.AlertExpectation;
import io.barograph.promql.testlang.RuleTestFile.Case;
import io.barograph.promql.testlang.RuleTestFile.ExpectedSample;
import io.barograph.promql.testlang.RuleTestFile.ExpressionExpectation;
import io.barograph.promql.testlang.RuleTestFile.FiringAlert;
import io.barograph.promql.testlang.TestOutcome.Status;
import io.barograph.promql.vector.EvaluationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One run of one case: the clock goes from the start to the last expectation. */
final class RuleTestCaseRun {
  private static final String ENDED = "a rule failed before";

  private final RuleTestFile file;
  private final Case test;
  private final EvaluationOptions options;
  private final TestSeries series = new TestSeries();
  private final List<TestedRule> rules = new ArrayList<>();
  private final SkippedRules skipped = new SkippedRules();
  private final List<TestOutcome> outcomes = new ArrayList<>();
  private final Set<AlertExpectation> judged = new HashSet<>();

  /** How many values of each series are stored. */
  private int stored;

  RuleTestCaseRun(RuleTestFile file, Case test, List<RuleGroup> groups, EvaluationOptions options) {
    this.file = file;
    this.options = options;
    this.test = test;
    for (SeriesValues one : test.input().series()) {
      if (one.values().stream().anyMatch(value -> value.kind() == SequenceValue.Kind.HISTOGRAM)) {
        series.expectHistograms(one.labels());
      }
    }
    for (RuleGroup group : groups) {
      group.rules().forEach(rule -> add(group, rule));
    }
  }

  private void add(RuleGroup group, Rule rule) {
    Optional<String> unknown = unknown(rule.expr());
    if (unknown.isPresent()) {
      skipped.add(rule, unknown.get());
      return;
    }
    try {
      rules.add(TestedRule.of(group, rule, file.evaluationInterval(), options, test.external()));
    } catch (IllegalArgumentException refused) {
      skipped.add(rule, refused.getMessage());
    }
  }

  /** Why the result of {@code expr} is not known, if it is not. */
  private Optional<String> unknown(Expr expr) {
    return series.readsHistograms(expr)
        ? Optional.of(TestSeries.NO_HISTOGRAMS)
        : skipped.below(expr);
  }

  /** What became of every expectation, in the order of the file. */
  List<TestOutcome> run() {
    long start = test.input().startMillis();
    long step = file.evaluationInterval().toMillis();
    long last = start + lastExpectation().toMillis();
    boolean goesOn = true;
    for (long tick = start; goesOn && tick <= last; tick += step) {
      load(tick);
      goesOn = evaluateRules(tick);
      for (AlertExpectation expected : test.alerts()) {
        long at = start + expected.at().toMillis();
        if (goesOn && tick <= at && at < tick + step) {
          outcomes.add(alerts(expected, tick));
          judged.add(expected);
        }
      }
    }
    if (goesOn) {
      test.expressions().forEach(expected -> outcomes.add(expression(expected)));
    } else {
      skipTheRest();
    }
    outcomes.sort(Comparator.comparing(TestOutcome::line));
    return outcomes;
  }

  private Duration lastExpectation() {
    return Stream.concat(
            test.alerts().stream().map(AlertExpectation::at),
            test.expressions().stream().map(ExpressionExpectation::at))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Stores the values that stand at or before a tick. */
  private void load(long tick) {
    long interval = test.input().interval().toMillis();
    long time = test.input().startMillis() + stored * interval;
    for (; time <= tick; time += interval) {
      boolean areMore = false;
      for (SeriesValues one : test.input().series()) {
        if (stored < one.values().size()) {
          series.add(one.labels(), time, one.values().get(stored));
          areMore = true;
        }
      }
      if (!areMore) {
        return;
      }
      stored++;
    }
  }

  /** False if a rule fails, which ends the case. */
  private boolean evaluateRules(long tick) {
    boolean allWell = true;
    for (TestedRule rule : rules) {
      try {
        rule.evaluate(tick, series);
      } catch (EvaluationException failure) {
        allWell = false;
        Duration at = Duration.ofMillis(tick - test.input().startMillis());
        outcomes.add(
            new TestOutcome(
                test.line(),
                subject("rule " + rule.rule().name(), at),
                Status.FAILED,
                failure.getMessage()));
      }
    }
    return allWell;
  }

  private void skipTheRest() {
    for (AlertExpectation expected : test.alerts()) {
      if (!judged.contains(expected)) {
        outcomes.add(skip(expected.line(), subject(expected), ENDED));
      }
    }
    for (ExpressionExpectation expected : test.expressions()) {
      outcomes.add(skip(expected.line(), subject(expected), ENDED));
    }
  }

  private TestOutcome alerts(AlertExpectation expected, long tick) {
    Optional<String> unknown = skipped.ofAlert(expected.alertName());
    if (unknown.isPresent()) {
      return skip(expected.line(), subject(expected), unknown.get());
    }
    List<FiringAlert> firing =
        rules.stream()
            .filter(rule -> rule.rule().name().equals(expected.alertName()))
            .filter(TestedAlert.class::isInstance)
            .flatMap(rule -> ((TestedAlert) rule).firing(tick).stream())
            .toList();
    return verdict(
        expected.line(),
        subject(expected),
        Differences.between(expected.alerts(), firing, FiringAlert::equals));
  }

  private TestOutcome expression(ExpressionExpectation expected) {
    try {
      Expr expr = Parser.parse(expected.query());
      List<ParseError> experimental = ExperimentalFeatures.in(expr);
      if (!experimental.isEmpty()) {
        return verdict(expected.line(), subject(expected), experimental.get(0).message());
      }
      Optional<String> unknown = unknown(expr);
      return unknown.isPresent()
          ? skip(expected.line(), subject(expected), unknown.get())
          : verdict(expected.line(), subject(expected), difference(expected, expr));
    } catch (ParseException | EvaluationException failure) {
      return verdict(expected.line(), subject(expected), failure.getMessage());
    } catch (IllegalArgumentException refused) {
      return skip(expected.line(), subject(expected), refused.getMessage());
    }
  }

  private String difference(ExpressionExpectation expected, Expr expr) {
    long tick = test.input().startMillis() + expected.at().toMillis();
    TestedQuery query = new TestedQuery(expr, options, Duration.ZERO);
    List<ExpectedSample> samples =
        series.store().evaluate(query.plan(tick), tick).stream()
            .map(element -> new ExpectedSample(element.labels(), element.value(), false))
            .toList();
    return Differences.between(expected.samples(), samples, this::isSame);
  }

  /* As in promtool, no number equals NaN, not even NaN. */
  private boolean isSame(ExpectedSample expected, ExpectedSample actual) {
    boolean sameValue =
        expected.value() == actual.value()
            || (file.isFuzzy()
                && (Math.nextUp(expected.value()) == actual.value()
                    || Math.nextDown(expected.value()) == actual.value()));
    return sameValue
        && expected.isHistogram() == actual.isHistogram()
        && expected.labels().equals(actual.labels());
  }

  private String subject(AlertExpectation expected) {
    return subject("alert " + expected.alertName(), expected.at());
  }

  private String subject(ExpressionExpectation expected) {
    return subject(expected.query(), expected.at());
  }

  private String subject(String what, Duration at) {
    return "%s: %s at %s".formatted(test.name(), what, Durations.format(at));
  }

  private static TestOutcome verdict(int line, String subject, String difference) {
    Status status = difference.isEmpty() ? Status.PASSED : Status.FAILED;
    return new TestOutcome(line, subject, status, difference);
  }

  private static TestOutcome skip(int line, String subject, String reason) {
    return new TestOutcome(line, subject, Status.SKIPPED, reason);
  }
}
