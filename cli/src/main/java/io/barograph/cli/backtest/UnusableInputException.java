package io.barograph.cli.backtest;

/** Packs, options or files that a backtest cannot use; the message is for whoever named them. */
public final class UnusableInputException extends RuntimeException {
  /** With the sentences to show. */
  public UnusableInputException(String sentences) {
    super(sentences);
  }
}
