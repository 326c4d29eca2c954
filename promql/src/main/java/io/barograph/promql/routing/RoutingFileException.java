package io.barograph.promql.routing;

import java.util.List;
import java.util.stream.Collectors;

/** A routing file that cannot be used: all that is wrong with it. */
public final class RoutingFileException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<RoutingFileError> errors;

  /** A file with these errors, at least one. */
  public RoutingFileException(List<RoutingFileError> errors) {
    super(errors.stream().map(RoutingFileError::toString).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  /** What is wrong; never empty. */
  public List<RoutingFileError> errors() {
    return errors;
  }
}
