package io.barograph.promql.parse;

/**
 * Cuts a query into tokens, one at a call.
 *
 * <p>Which characters mean what depends on where they stand: inside braces every word is an
 * identifier; inside brackets a colon separates and words are duration functions only; elsewhere
 * colons belong to names. After an {@link TokenType#ERROR} the lexer must not be asked again. Not
 * thread-safe.
 */
final class Lexer {
  private final InputCursor in;
  private int openParens;
  private boolean inBraces;
  private boolean inBrackets;

  /** Inside brackets: true until the first number, when only durations may come. */
  private boolean durationExpected;

  private boolean colonSeen;
  private boolean durationSeen;

  Lexer(byte[] input) {
    this.in = new InputCursor(input);
  }

  /** The next token; comments are none. */
  Token nextToken() {
    skipSpaceAndComments();
    if (inBraces) {
      return insideBraces();
    }
    return inBrackets && durationExpected ? duration() : statement();
  }

  private Token statement() {
    int c = in.next();
    if (InputCursor.isDigit(c) || (c == '.' && InputCursor.isDigit(in.peek()))) {
      in.back();
      return numberOrDuration();
    }
    if (InputCursor.isLetter(c) || c == ':') {
      return inBrackets ? wordInBrackets(c) : keywordOrIdentifier();
    }
    return switch (c) {
      case InputCursor.END -> end();
      case '=' -> afterEqualSign();
      case '!' -> afterExclamationMark();
      case '<' -> token(in.accept('=') ? TokenType.LTE : TokenType.LSS);
      case '>' -> token(in.accept('=') ? TokenType.GTE : TokenType.GTR);
      case '"', '\'' -> string(StringScanner.quoted(in, c));
      case '`' -> string(StringScanner.rawQuoted(in));
      case '{' -> {
        inBraces = true;
        yield token(TokenType.LEFT_BRACE);
      }
      case '[' -> leftBracket();
      case ']' -> rightBracket();
      case '@' -> token(TokenType.AT);
      default -> arithmetic(c, "unexpected character: %s");
    };
  }

  private Token duration() {
    int c = in.next();
    if (InputCursor.isDigit(c) || (c == '.' && InputCursor.isDigit(in.peek()))) {
      in.back();
      durationSeen = true;
      durationExpected = false;
      return numberOrDuration();
    }
    if (InputCursor.isLetter(c)) {
      TokenType word = durationFunction(c);
      return word == null
          ? error("unexpected character in duration expression: " + GoText.quote(c))
          : token(word);
    }
    return switch (c) {
      case InputCursor.END -> error("unexpected end of input in duration expression");
      case ']' -> rightBracket();
      case ':' -> {
        if (!durationSeen) {
          in.start();
          yield error("unexpected colon before duration in duration expression");
        }
        if (colonSeen) {
          in.start();
          yield error("unexpected repeated colon in duration expression");
        }
        colonSeen = true;
        yield token(TokenType.COLON);
      }
      default -> arithmetic(c, "unexpected character in duration expression: %s");
    };
  }

  /** The tokens that mean the same inside and outside brackets. */
  private Token arithmetic(int c, String complaint) {
    return switch (c) {
      case ',' -> token(TokenType.COMMA);
      case '+' -> token(TokenType.ADD);
      case '-' -> token(TokenType.SUB);
      case '*' -> token(TokenType.MUL);
      case '/' -> token(TokenType.DIV);
      case '%' -> token(TokenType.MOD);
      case '^' -> token(TokenType.POW);
      case '(' -> {
        openParens++;
        yield token(TokenType.LEFT_PAREN);
      }
      case ')' -> {
        if (--openParens < 0) {
          in.start();
          yield error("unexpected right parenthesis " + GoText.quote(c));
        }
        yield token(TokenType.RIGHT_PAREN);
      }
      default -> error(complaint.formatted(GoText.quote(c)));
    };
  }

  private Token insideBraces() {
    int c = in.next();
    if (InputCursor.isLetter(c)) {
      while (InputCursor.isWordCharacter(in.peek())) {
        in.next();
      }
      return token(TokenType.IDENTIFIER);
    }
    return switch (c) {
      case InputCursor.END -> error("unexpected end of input inside braces");
      case ',' -> token(TokenType.COMMA);
      case '"', '\'' -> string(StringScanner.quoted(in, c));
      case '`' -> string(StringScanner.rawQuoted(in));
      case '=' -> token(in.accept('~') ? TokenType.EQL_REGEX : TokenType.EQL);
      case '!' -> {
        int second = in.next();
        yield switch (second) {
          case '~' -> token(TokenType.NEQ_REGEX);
          case '=' -> token(TokenType.NEQ);
          default -> error("unexpected character after '!' inside braces: " + GoText.quote(second));
        };
      }
      case '{' -> error("unexpected left brace " + GoText.quote(c));
      case '}' -> {
        inBraces = false;
        yield token(TokenType.RIGHT_BRACE);
      }
      default -> error("unexpected character inside braces: " + GoText.quote(c));
    };
  }

  private Token end() {
    if (openParens != 0) {
      return error("unclosed left parenthesis");
    }
    if (inBrackets) {
      return error("unclosed left bracket");
    }
    return token(TokenType.EOF);
  }

  private Token afterEqualSign() {
    int c = in.peek();
    if (c == '~') {
      return error("unexpected character after '=': " + GoText.quote(c));
    }
    return token(in.accept('=') ? TokenType.EQLC : TokenType.EQL);
  }

  private Token afterExclamationMark() {
    int c = in.next();
    return c == '='
        ? token(TokenType.NEQ)
        : error("unexpected character after '!': " + GoText.quote(c));
  }

  private Token leftBracket() {
    if (inBrackets) {
      return error("unexpected left bracket " + GoText.quote('['));
    }
    inBrackets = true;
    durationExpected = true;
    colonSeen = false;
    return token(TokenType.LEFT_BRACKET);
  }

  private Token rightBracket() {
    if (!inBrackets) {
      return error("unexpected right bracket " + GoText.quote(']'));
    }
    inBrackets = false;
    return token(TokenType.RIGHT_BRACKET);
  }

  private Token wordInBrackets(int c) {
    if (c == ':') {
      if (colonSeen) {
        return error("unexpected colon " + GoText.quote(c));
      }
      colonSeen = true;
      return token(TokenType.COLON);
    }
    TokenType word = durationFunction(c);
    return word == null
        ? error("unexpected character: %s, expected ':'".formatted(GoText.quote(c)))
        : token(word);
  }

  /** The duration function whose first letter has been read, or null if the word is none. */
  private TokenType durationFunction(int first) {
    if ("smrSMR".indexOf(first) < 0) {
      return null;
    }
    while (InputCursor.isLetter(in.peek())) {
      in.next();
    }
    TokenType word = TokenType.ofWord(in.text());
    return word.isDurationFunction() ? word : null;
  }

  private Token keywordOrIdentifier() {
    while (InputCursor.isWordCharacter(in.peek()) || in.peek() == ':') {
      in.next();
    }
    String word = in.text();
    TokenType type = TokenType.ofWord(word);
    boolean isFill =
        switch (type) {
          case FILL, FILL_LEFT, FILL_RIGHT -> true;
          default -> false;
        };
    if (isFill && in.peekPastSpace() != '(') {
      return token(TokenType.IDENTIFIER);
    }
    if (type == TokenType.IDENTIFIER && word.indexOf(':') >= 0) {
      return token(TokenType.METRIC_IDENTIFIER);
    }
    return token(type);
  }

  private Token numberOrDuration() {
    if (NumberScanner.scanNumber(in)) {
      return token(TokenType.NUMBER);
    }
    if (NumberScanner.scanDuration(in)) {
      return token(TokenType.DURATION);
    }
    return error("bad number or duration syntax: " + GoText.quote(in.text()));
  }

  private Token string(String complaint) {
    return complaint == null ? token(TokenType.STRING) : error(complaint);
  }

  private void skipSpaceAndComments() {
    while (true) {
      int c = in.peek();
      if (c == '#' && !(inBrackets && durationExpected)) {
        while (in.peek() != InputCursor.END && in.peek() != '\n' && in.peek() != '\r') {
          in.next();
        }
      } else if (InputCursor.isSpace(c)) {
        in.next();
      } else {
        break;
      }
    }
    in.start();
  }

  private Token token(TokenType type) {
    return new Token(type, in.text(), in.range());
  }

  /** The end of all tokens: what is wrong from the start of this token on. */
  private Token error(String message) {
    return new Token(TokenType.ERROR, message, in.rest());
  }
}
