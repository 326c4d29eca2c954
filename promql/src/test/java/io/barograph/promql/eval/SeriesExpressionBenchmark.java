package io.barograph.promql.eval;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.Compilation.Plan;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Cost of one evaluation of one series with 24 samples, of which 20 lie in a range of 5 minutes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SeriesExpressionBenchmark {
  private static final int SAMPLES = 24;
  private static final long STEP_MILLIS = 15_000;

  @Param({"x > 0.9", "rate(x[5m])", "rate(x[5m]) > 2 * rate(x[1m])", "avg_over_time(x[5m])"})
  String query;

  private final Labels series = Labels.of("__name__", "x", "job", "api");
  private final EvaluationResult result = new EvaluationResult();
  private SeriesExpression expression;
  private SampleWindow window;

  @Setup
  public void compile() throws ParseException {
    expression = ((Plan) SeriesCompiler.compile(Parser.parse(query))).expression();
    window = new ArrayWindow();
  }

  @Benchmark
  public EvaluationResult evaluate() {
    expression.evaluate((SAMPLES - 1) * STEP_MILLIS + 7_000, window, series, result);
    return result;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder().include(SeriesExpressionBenchmark.class.getSimpleName()).build())
        .run();
  }

  private static final class ArrayWindow implements SampleWindow {
    private final long[] timestamps = new long[SAMPLES];
    private final double[] values = new double[SAMPLES];
    private final boolean[] stale = new boolean[SAMPLES];

    ArrayWindow() {
      for (int i = 0; i < SAMPLES; i++) {
        timestamps[i] = i * STEP_MILLIS;
        values[i] = i;
      }
    }

    @Override
    public int size() {
      return SAMPLES;
    }

    @Override
    public long timestamp(int index) {
      return timestamps[index];
    }

    @Override
    public double value(int index) {
      return values[index];
    }

    @Override
    public boolean stale(int index) {
      return stale[index];
    }
  }
}
