package io.barograph.cli.stack;

/** The stack cannot do what was asked; the message is one sentence for the person who asked. */
public final class StackException extends RuntimeException {
  /** With the sentence to show. */
  public StackException(String sentence) {
    super(sentence);
  }

  /** With the sentence to show and what lies behind it. */
  public StackException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
