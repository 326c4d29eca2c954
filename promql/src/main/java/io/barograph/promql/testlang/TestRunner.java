package io.barograph.promql.testlang;

import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.parse.ExperimentalFeatures;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.StringLiteral;
import io.barograph.promql.parse.ParseError;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ValueType;
import io.barograph.promql.testlang.TestCommand.Clear;
import io.barograph.promql.testlang.TestCommand.Evaluate;
import io.barograph.promql.testlang.TestCommand.Load;
import io.barograph.promql.testlang.TestOutcome.Status;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.SeriesStore;
import io.barograph.promql.vector.VectorCompiler;
import io.barograph.promql.vector.VectorPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs scripts in Prometheus's test language: metric names are dropped at the end of an expression,
 * as upstream's harness does, and every case either passes, fails, or is skipped for a reason.
 */
public final class TestRunner {
  private final TestSeries series = new TestSeries();
  private final List<TestOutcome> outcomes = new ArrayList<>();

  private final Optional<QueryEngine> engine;

  private TestRunner(Optional<QueryEngine> engine) {
    this.engine = engine;
  }

  /** The outcomes of the cases of a script, in order. */
  public static List<TestOutcome> run(List<TestCommand> script) {
    return run(script, Optional.empty());
  }

  /** The outcomes of the cases of a script, in order, evaluated by {@code engine}. */
  public static List<TestOutcome> run(List<TestCommand> script, QueryEngine engine) {
    return run(script, Optional.of(engine));
  }

  private static List<TestOutcome> run(List<TestCommand> script, Optional<QueryEngine> engine) {
    TestRunner runner = new TestRunner(engine);
    for (TestCommand command : script) {
      if (command instanceof Clear) {
        runner.series.clear();
      } else if (command instanceof Load load) {
        runner.load(load);
      } else if (command instanceof Evaluate evaluate) {
        runner.outcomes.add(runner.evaluate(evaluate));
      }
    }
    return List.copyOf(runner.outcomes);
  }

  private void load(Load load) {
    for (SeriesValues values : load.series()) {
      for (int i = 0; i < values.values().size(); i++) {
        series.add(values.labels(), i * load.step().toMillis(), values.values().get(i));
      }
    }
  }

  private TestOutcome evaluate(Evaluate evaluate) {
    Expr expr;
    try {
      expr = Parser.parse(evaluate.query());
    } catch (ParseException invalid) {
      return evaluate.mustFail()
          ? passed(evaluate)
          : outcome(evaluate, Status.FAILED, invalid.getMessage());
    }
    TestOutcome outcome =
        expr.type() == ValueType.VECTOR || expr.type() == ValueType.SCALAR
            ? compare(evaluate, expr)
            : constant(evaluate, expr);
    boolean readsHistograms = series.readsHistograms(expr);
    if (outcome.status() != Status.FAILED && (!readsHistograms || expectsNumbers(evaluate))) {
      return outcome;
    }
    List<ParseError> experimental = ExperimentalFeatures.in(expr);
    if (!experimental.isEmpty()) {
      return outcome(evaluate, Status.SKIPPED, experimental.get(0).message());
    }
    return readsHistograms ? outcome(evaluate, Status.SKIPPED, TestSeries.NO_HISTOGRAMS) : outcome;
  }

  /** True if agreement says something though native histograms are not evaluated. */
  private static boolean expectsNumbers(Evaluate evaluate) {
    return evaluate.mustFail()
        || evaluate.scalar().isPresent()
        || evaluate.series().stream()
            .flatMap(one -> one.values().stream())
            .allMatch(value -> value.kind() != SequenceValue.Kind.HISTOGRAM);
  }

  private TestOutcome compare(Evaluate evaluate, Expr expr) {
    Expectation expectation =
        Expectation.of(engine.isPresent() ? withoutOrderAndRemarks(evaluate) : evaluate);
    String difference;
    try {
      difference = expectation.difference(actual(evaluate, expr));
    } catch (UnsupportedOperationException notForThisEngine) {
      return outcome(evaluate, Status.SKIPPED, notForThisEngine.getMessage());
    } catch (EvaluationException | IllegalArgumentException failure) {
      difference = expectation.differenceFromFailure(failure.getMessage());
    }
    return outcome(evaluate, difference);
  }

  private static Evaluate withoutOrderAndRemarks(Evaluate evaluate) {
    List<String> asked =
        evaluate.expectations().stream()
            .filter(line -> !line.matches("(ordered|(no_)?(warn|info)\\b.*)"))
            .toList();
    return new Evaluate(
        evaluate.line(),
        evaluate.times(),
        evaluate.query(),
        evaluate.scalar(),
        evaluate.series(),
        asked);
  }

  private ActualResult actual(Evaluate evaluate, Expr expr) {
    long start = evaluate.times().start().toMillis();
    long end = evaluate.times().end().toMillis();
    EvaluationOptions options =
        EvaluationOptions.DEFAULT.withDelayedNameRemoval().withBounds(start, end);
    ActualResult actual = new ActualResult(evaluate.query());
    if (engine.isPresent()) {
      engine.get().evaluate(expr, options, evaluate.times(), series.numbers()).forEach(actual::add);
      return actual;
    }
    VectorPlan plan = VectorCompiler.compile(expr, options);
    SeriesStore store = series.store();
    for (long tick = start; tick <= end; tick += evaluate.times().step().toMillis()) {
      actual.add(tick, store.evaluate(plan, tick, start != end, actual::remark));
    }
    return actual;
  }

  /** What needs no evaluation: a string, or the samples of a range. */
  private TestOutcome constant(Evaluate evaluate, Expr expr) {
    Expectation expectation = Expectation.of(evaluate);
    if (expr instanceof ParenExpr paren) {
      return constant(evaluate, paren.expr());
    } else if (expr instanceof StringLiteral literal) {
      return outcome(evaluate, expectation.difference(literal.value()));
    } else if (expr instanceof MatrixSelector matrix) {
      return outcome(evaluate, expectation.difference(samples(evaluate, matrix)));
    }
    return outcome(evaluate, Status.SKIPPED, "a sub-query alone is not evaluated");
  }

  private ActualResult samples(Evaluate evaluate, MatrixSelector matrix) {
    SeriesSelector selector = new SeriesSelector(matrix.selector().matchers());
    long end = evaluate.times().start().minus(matrix.selector().time().offset()).toMillis();
    long start = end - matrix.width().toMillis();
    ActualResult actual = new ActualResult(evaluate.query());
    series
        .numbers()
        .forEach(
            (labels, samples) -> {
              for (int i = 0; i < samples.size() && selector.matches(labels); i++) {
                long time = samples.timestamp(i);
                if (time > start && time <= end && !samples.stale(i)) {
                  actual.add(time, List.of(new Element(labels, samples.value(i))));
                }
              }
            });
    return actual;
  }

  private static TestOutcome outcome(Evaluate evaluate, String difference) {
    return difference.isEmpty() ? passed(evaluate) : outcome(evaluate, Status.FAILED, difference);
  }

  private static TestOutcome passed(Evaluate evaluate) {
    return outcome(evaluate, Status.PASSED, "");
  }

  private static TestOutcome outcome(Evaluate evaluate, Status status, String detail) {
    return new TestOutcome(evaluate.line(), evaluate.query(), status, detail);
  }
}
