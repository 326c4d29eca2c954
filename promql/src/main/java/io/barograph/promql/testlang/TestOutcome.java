package io.barograph.promql.testlang;

/**
 * How a case ended.
 *
 * @param line where it stands
 * @param query what was tested: an expression, or a rule at a time
 * @param detail what was expected and what came, or why it was skipped; empty where it passed
 */
public record TestOutcome(int line, String query, Status status, String detail) {
  /** Whether it agreed. */
  public enum Status {
    PASSED,
    FAILED,
    SKIPPED
  }
}
