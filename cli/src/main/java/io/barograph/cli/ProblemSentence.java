package io.barograph.cli;

import io.barograph.cli.stack.StackException;
import io.barograph.jobs.versions.ModelFolderException;
import io.barograph.jobs.versions.RuleTopicException;
import io.barograph.ml.detect.ModelException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a command says of what stopped it. */
final class ProblemSentence {
  private ProblemSentence() {}

  /** A sentence with what it was about, and the remedy where one is known. */
  static String of(Exception problem) {
    if (problem instanceof UncheckedIOException unchecked) {
      return of(unchecked.getCause());
    }
    if (problem instanceof NoSuchFileException absent) {
      return "%s is not there, or the folder that it is to be written to: check the path"
          .formatted(absent.getFile());
    }
    if (problem instanceof AccessDeniedException denied) {
      return "%s may not be read or written by this user: check its permissions"
          .formatted(denied.getFile());
    }
    if (problem instanceof FileSystemException file && file.getReason() != null) {
      return file.getMessage();
    }
    if (problem instanceof StackException
        || problem instanceof RuleTopicException
        || problem instanceof ModelFolderException
        || problem instanceof ModelException) {
      return problem.getMessage();
    }
    return problem.getClass().getSimpleName() + ": " + problem.getMessage();
  }
}
