package io.barograph.promql.testlang;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** A step of a test script; lines are counted from 1. */
public sealed interface TestCommand {
  int line();

  /** Forgets all samples. */
  record Clear(int line) implements TestCommand {}

  /** Stores series whose first sample is at time 0 and the next ones follow in steps. */
  record Load(int line, Duration step, List<SeriesValues> series) implements TestCommand {
    public Load {
      series = List.copyOf(series);
    }
  }

  /**
   * Evaluates a query and compares.
   *
   * @param times when: one instant where start equals end
   * @param query the expression
   * @param scalar the number expected, where the query gives a scalar
   * @param series the elements expected, in the order written; values follow in steps
   * @param expectations the {@code expect} lines without that word, those of {@code eval_fail}
   *     inside
   */
  record Evaluate(
      int line,
      Times times,
      String query,
      OptionalDouble scalar,
      List<SeriesValues> series,
      List<String> expectations)
      implements TestCommand {
    public Evaluate {
      Objects.requireNonNull(times);
      series = List.copyOf(series);
      expectations = List.copyOf(expectations);
    }

    /** True if the query must fail. */
    public boolean mustFail() {
      return expectations.stream()
          .anyMatch(line -> line.equals("fail") || line.startsWith("fail "));
    }
  }

  /** The instants of an evaluation: from start to end, both inside, in steps above zero. */
  record Times(Duration start, Duration end, Duration step) {}
}
