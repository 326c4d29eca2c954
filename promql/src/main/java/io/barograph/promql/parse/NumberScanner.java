package io.barograph.promql.parse;

/** Reads numbers and durations character by character. */
final class NumberScanner {
  private NumberScanner() {}

  /**
   * Reads what may be a number and says whether it is well formed and ends where a word may; where
   * it does not, reading stops behind the first character that cannot belong to a number.
   */
  static boolean scanNumber(InputCursor in) {
    boolean hexadecimal = in.accept('0') && in.acceptAny("xX");
    if (hexadecimal) {
      in.accept('_');
    }
    String digits = hexadecimal ? "0123456789abcdefABCDEF" : "0123456789";
    in.accept('.');
    in.acceptAny(digits);
    boolean dotSeen = false;
    boolean exponentSeen = false;
    while (true) {
      int c = in.peek();
      if (c == '.') {
        in.next();
        if (dotSeen || in.acceptAny("_.") || hexadecimal) {
          return false;
        }
        dotSeen = true;
      } else if (c == 'e' || c == 'E') {
        in.next();
        if (exponentSeen) {
          return false;
        }
        exponentSeen = true;
        in.acceptAny("+-");
        if (in.acceptAny("._eE") || in.peek() == InputCursor.END) {
          return false;
        }
      } else if (c == '_') {
        in.next();
        if (in.acceptAny("._eE") || in.peek() == InputCursor.END) {
          return false;
        }
      } else if (in.acceptAny(digits)) {
        while (in.acceptAny(digits)) {}
      } else {
        return !InputCursor.isWordCharacter(c);
      }
    }
  }

  /** Reads the unit behind a number and further numbers with units. */
  static boolean scanDuration(InputCursor in) {
    if (!in.acceptAny("smhdwy")) {
      return false;
    }
    in.accept('s');
    while (InputCursor.isDigit(in.peek())) {
      while (InputCursor.isDigit(in.peek())) {
        in.next();
      }
      if (!in.acceptAny("smhdw")) {
        return false;
      }
      in.accept('s');
    }
    if (InputCursor.isWordCharacter(in.next())) {
      return false;
    }
    in.back();
    return true;
  }
}
