package io.barograph.promql.parse;

/** What an expression evaluates to. */
public enum ValueType {
  SCALAR("scalar", "scalar"),
  VECTOR("vector", "instant vector"),
  MATRIX("matrix", "range vector"),
  STRING("string", "string");

  private final String shortName;
  private final String documentedName;

  ValueType(String shortName, String documentedName) {
    this.shortName = shortName;
    this.documentedName = documentedName;
  }

  /** The name in Prometheus's API: {@code vector}. */
  public String shortName() {
    return shortName;
  }

  /** The name in Prometheus's documentation: {@code instant vector}. */
  public String documentedName() {
    return documentedName;
  }
}
