package io.barograph.cli.delivery;

import java.util.Optional;

/**
 * What goes wrong with an attempt that reaches a receiver. Its socket is closed at times besides.
 */
enum Fault {
  /** No answer at all. */
  HANGS(0.03),
  /** 429 with {@code Retry-After}. */
  TOO_MANY(0.06),
  /** 500. */
  FAILS(0.06),
  /** 200 with a code after which it may be told again; 503 of those that have no codes. */
  CODE_LATER(0.05),
  /** 200 with a code that is final; 400 of those that have no codes. */
  CODE_FINAL(0.02),
  /** 200, and then only the beginning of the answer. */
  CUT_OFF(0.06);

  private final double share;

  Fault(double share) {
    this.share = share;
  }

  /** The fault of a number from 0 to 1, if it is one. */
  static Optional<Fault> of(double drawn) {
    double upTo = 0;
    for (Fault fault : values()) {
      upTo += fault.share;
      if (drawn < upTo) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
