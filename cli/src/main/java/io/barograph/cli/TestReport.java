package io.barograph.cli;

import io.barograph.promql.testlang.TestOutcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints the outcomes of tests, file by file: what failed in full, the rest as numbers. */
final class TestReport {
  /** The exit status if a file cannot be read. */
  private static final int UNREADABLE = 2;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, Integer> skips = new TreeMap<>();
  private int passed;
  private int failed;
  private boolean allReadable = true;

  TestReport(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Takes what became of the tests of a file. */
  void add(String file, List<TestOutcome> outcomes) {
    for (TestOutcome outcome : outcomes) {
      switch (outcome.status()) {
        case PASSED -> passed++;
        case FAILED -> {
          failed++;
          out.println("FAILED %s:%d: %s".formatted(file, outcome.line(), outcome.query()));
          out.println(outcome.detail().indent(2).stripTrailing());
        }
        case SKIPPED -> skips.merge(outcome.detail(), 1, Integer::sum);
      }
    }
  }

  /** Takes a file that cannot be read. */
  void addUnreadable(String problem) {
    allReadable = false;
    err.println(problem);
  }

  /** Prints the numbers and returns the exit status. */
  int finish() {
    int skipped = skips.values().stream().mapToInt(Integer::intValue).sum();
    out.println("%d passed, %d failed, %d skipped".formatted(passed, failed, skipped));
    skips.forEach((reason, count) -> out.println("  %d skipped: %s".formatted(count, reason)));
    out.flush();
    err.flush();
    if (!allReadable) {
      return UNREADABLE;
    }
    return failed == 0 ? 0 : 1;
  }
}
