package io.barograph.promql.testlang;

/** A script that is not written in the test language. */
public final class TestScriptException extends Exception {
  private static final long serialVersionUID = 1;

  TestScriptException(String script, int line, String message) {
    super("%s:%d: %s".formatted(script, line, message));
  }
}
