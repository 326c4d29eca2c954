package io.barograph.promql.parse;

/** An operator between two expressions; the constants carry Prometheus's names. */
public enum BinaryOperator {
  LOR("or", 1, Kind.SET),
  LAND("and", 2, Kind.SET),
  LUNLESS("unless", 2, Kind.SET),
  EQLC("==", 3, Kind.COMPARISON),
  NEQ("!=", 3, Kind.COMPARISON),
  LTE("<=", 3, Kind.COMPARISON),
  LSS("<", 3, Kind.COMPARISON),
  GTE(">=", 3, Kind.COMPARISON),
  GTR(">", 3, Kind.COMPARISON),
  ADD("+", 4, Kind.ARITHMETIC),
  SUB("-", 4, Kind.ARITHMETIC),
  MUL("*", 5, Kind.ARITHMETIC),
  DIV("/", 5, Kind.ARITHMETIC),
  MOD("%", 5, Kind.ARITHMETIC),
  ATAN2("atan2", 5, Kind.ARITHMETIC),
  POW("^", 6, Kind.ARITHMETIC);

  private enum Kind {
    SET,
    COMPARISON,
    ARITHMETIC
  }

  private final String symbol;
  private final int precedence;
  private final Kind kind;

  BinaryOperator(String symbol, int precedence, Kind kind) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.kind = kind;
  }

  /** The operator as it stands in a query. */
  public String symbol() {
    return symbol;
  }

  /** How tightly it binds: 1 ({@code or}) to 6 ({@code ^}). */
  public int precedence() {
    return precedence;
  }

  /** True for {@code and}, {@code or} and {@code unless}. */
  public boolean isSet() {
    return kind == Kind.SET;
  }

  /** True for {@code ==} to {@code >}. */
  public boolean isComparison() {
    return kind == Kind.COMPARISON;
  }

  /** The least precedence that an operator inside the right operand must have. */
  int rightPrecedence() {
    return this == POW ? precedence : precedence + 1;
  }

  /** The operator that {@code token} writes, or null. */
  static BinaryOperator of(TokenType token) {
    return switch (token) {
      case LOR -> LOR;
      case LAND -> LAND;
      case LUNLESS -> LUNLESS;
      case EQLC -> EQLC;
      case NEQ -> NEQ;
      case LTE -> LTE;
      case LSS -> LSS;
      case GTE -> GTE;
      case GTR -> GTR;
      case ADD -> ADD;
      case SUB -> SUB;
      case MUL -> MUL;
      case DIV -> DIV;
      case MOD -> MOD;
      case ATAN2 -> ATAN2;
      case POW -> POW;
      default -> null;
    };
  }
}
