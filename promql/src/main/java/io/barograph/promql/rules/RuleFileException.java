package io.barograph.promql.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of rules, or of tests of rules, that cannot be used: all that is wrong with it, in the
 * order of the file.
 */
public final class RuleFileException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<RuleFileError> errors;

  /** A file with these errors, at least one. */
  public RuleFileException(List<RuleFileError> errors) {
    super(errors.stream().map(RuleFileError::toString).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  /** What is wrong; never empty. */
  public List<RuleFileError> errors() {
    return errors;
  }
}
