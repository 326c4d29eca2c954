package io.barograph.core.template;

/** A text that is no template. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final String reason;

  TemplateException(String name, int line, String reason) {
    super("template: %s:%d: %s".formatted(name, line, reason));
    this.line = line;
    this.reason = reason;
  }

  /** The line of the text, counted from 1. */
  public int line() {
    return line;
  }

  /** What is wrong there, in Go's words. */
  public String reason() {
    return reason;
  }
}
