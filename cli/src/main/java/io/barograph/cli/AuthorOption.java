package io.barograph.cli;

import io.barograph.cli.stack.StackException;
import io.barograph.core.rulepack.RulePackHead.Change;
import picocli.CommandLine.Option;

/** The options that say who wants something, and why. */
final class AuthorOption {
  @Option(names = "--comment", paramLabel = "TEXT", description = "why; kept in the history")
  private String comment = "";

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "who wants it (default: the name of the user)")
  private String author = System.getProperty("user.name", "");

  String comment() {
    return comment;
  }

  String author() {
    return author;
  }

  /** A change that is made now and holds from a time on. */
  Change change(long effectiveFrom, long now) {
    try {
      return new Change(effectiveFrom, author, comment, now);
    } catch (IllegalArgumentException outOfBounds) {
      throw new StackException(outOfBounds.getMessage(), outOfBounds);
    }
  }
}
