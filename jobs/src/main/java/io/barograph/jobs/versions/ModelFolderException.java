package io.barograph.jobs.versions;

/** A model that cannot be read or written; the message names the file and what to do. */
public final class ModelFolderException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ModelFolderException(String message) {
    super(message);
  }

  ModelFolderException(String message, Exception cause) {
    super(message, cause);
  }
}
