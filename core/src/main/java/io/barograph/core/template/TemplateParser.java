package io.barograph.core.template;

import io.barograph.core.template.Token.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes trees of a template's tokens. Not thread-safe. */
final class TemplateParser {
  /** The deepest nesting of blocks and parentheses. */
  private static final int MAX_DEPTH = 200;

  private final String name;
  private final List<Token> tokens;
  private final Map<String, Node.Sequence> templates = new HashMap<>();
  private List<String> variables = new ArrayList<>(List.of("$"));
  private Optional<String> unknownVariable = Optional.empty();
  private boolean usesQuery;
  private int next;
  private int ranges;
  private int depth;

  private TemplateParser(String name, String text) {
    this.name = name;
    this.tokens = Lexer.tokens(text);
  }

  /**
   * What a text says.
   *
   * @param templates the text itself and the templates that it defines, by name
   * @param unknownVariable Go's message about the first variable that is nowhere declared
   * @param usesQuery true if the function {@code query} stands in it
   */
  record Parsed(
      Map<String, Node.Sequence> templates, Optional<String> unknownVariable, boolean usesQuery) {}

  static Parsed parse(String name, String text) throws TemplateException {
    TemplateParser parser = new TemplateParser(name, text);
    parser.define(name, parser.sequence(Type.END_OF_TEXT));
    return new Parsed(Map.copyOf(parser.templates), parser.unknownVariable, parser.usesQuery);
  }

  private void define(String template, Node.Sequence body) throws TemplateException {
    Node.Sequence before = templates.get(template);
    if (before == null || before.isBlank()) {
      templates.put(template, body);
    } else if (!body.isBlank()) {
      throw failure("template: multiple definition of template " + GoQuote.quote(template));
    }
  }

  /** The parts up to the end of the text or up to a closing action, which comes last. */
  private Node.Sequence sequence(Type until) throws TemplateException {
    int position = peekPastSpace().position();
    List<Node> nodes = new ArrayList<>();
    while (peekPastSpace().type() != Type.END_OF_TEXT) {
      if (until == Type.END_OF_TEXT && definition()) {
        continue;
      }
      Node node = textOrAction();
      boolean closes = node instanceof Node.Closing;
      if (closes && until == Type.END_OF_TEXT) {
        throw failure("unexpected " + node);
      }
      nodes.add(node);
      if (closes) {
        return new Node.Sequence(position, nodes);
      }
    }
    if (until != Type.END_OF_TEXT) {
      throw failure("unexpected EOF");
    }
    return new Node.Sequence(position, nodes);
  }

  /** Reads a definition if one stands here. */
  private boolean definition() throws TemplateException {
    int before = next;
    if (nextPastSpace().type() != Type.LEFT_DELIMITER || nextPastSpace().type() != Type.DEFINE) {
      next = before;
      return false;
    }
    String defined = templateName(nextPastSpace(), "define clause");
    expectRightDelimiter("define clause");
    define(defined, detached("define clause"));
    return true;
  }

  /** A body with variables of its own, up to its end. */
  private Node.Sequence detached(String context) throws TemplateException {
    List<String> outer = variables;
    int outerRanges = ranges;
    variables = new ArrayList<>(List.of("$"));
    ranges = 0;
    Node.Sequence body = sequence(Type.END);
    Node end = last(body);
    if (isElse(end)) {
      throw failure("unexpected %s in %s".formatted(end, context));
    }
    variables = outer;
    ranges = outerRanges;
    return withoutLast(body);
  }

  private Node textOrAction() throws TemplateException {
    Token token = nextPastSpace();
    return switch (token.type()) {
      case TEXT -> new Node.Text(token.position(), token.text());
      case LEFT_DELIMITER -> action();
      default -> throw unexpected(token, "input");
    };
  }

  private Node action() throws TemplateException {
    Token token = nextPastSpace();
    switch (token.type()) {
      case BREAK, CONTINUE -> {
        return leaveRange(token);
      }
      case ELSE -> {
        Type after = peekPastSpace().type();
        if (after != Type.IF && after != Type.WITH) {
          expectRightDelimiter("else");
        }
        return new Node.Closing(token.position(), Type.ELSE);
      }
      case END -> {
        expectRightDelimiter("end");
        return new Node.Closing(token.position(), Type.END);
      }
      case IF, RANGE, WITH -> {
        return branch(token.type());
      }
      case BLOCK -> {
        Token named = nextPastSpace();
        String defined = templateName(named, "block clause");
        Node.Pipeline dot = pipeline("block clause", Type.RIGHT_DELIMITER);
        define(defined, detached("block clause"));
        return new Node.Invocation(named.position(), defined, Optional.of(dot));
      }
      case TEMPLATE -> {
        Token named = nextPastSpace();
        String invoked = templateName(named, "template clause");
        Optional<Node.Pipeline> dot = Optional.empty();
        if (nextPastSpace().type() != Type.RIGHT_DELIMITER) {
          next--;
          dot = Optional.of(pipeline("template clause", Type.RIGHT_DELIMITER));
        }
        return new Node.Invocation(named.position(), invoked, dot);
      }
      default -> {
        next--;
        return new Node.Action(token.position(), pipeline("command", Type.RIGHT_DELIMITER));
      }
    }
  }

  private Node leaveRange(Token token) throws TemplateException {
    String action = "{{" + token.text() + "}}";
    expectRightDelimiter(action);
    if (ranges == 0) {
      throw failure(action + " outside {{range}}");
    }
    return token.type() == Type.BREAK
        ? new Node.Break(token.position())
        : new Node.Continue(token.position());
  }

  private Node branch(Type kind) throws TemplateException {
    deeper();
    int scope = variables.size();
    String context = kind.name().toLowerCase(java.util.Locale.ROOT);
    Node.Pipeline pipeline = pipeline(context, Type.RIGHT_DELIMITER);
    ranges += kind == Type.RANGE ? 1 : 0;
    Node.Sequence body = sequence(Type.END);
    ranges -= kind == Type.RANGE ? 1 : 0;
    Node end = last(body);
    Optional<Node.Sequence> otherwise = Optional.empty();
    if (isElse(end)) {
      if (kind != Type.RANGE && peek().type() != Type.SPACE && peekPastSpace().type() == kind) {
        nextPastSpace();
        otherwise = Optional.of(new Node.Sequence(end.position(), List.of(branch(kind))));
      } else {
        Node.Sequence rest = sequence(Type.END);
        if (isElse(last(rest))) {
          throw failure("expected end; found " + last(rest));
        }
        otherwise = Optional.of(withoutLast(rest));
      }
    }
    variables.subList(scope, variables.size()).clear();
    depth--;
    return new Node.Branch(pipeline.position(), kind, pipeline, withoutLast(body), otherwise);
  }

  private Node.Pipeline pipeline(String context, Type end) throws TemplateException {
    int position = peekPastSpace().position();
    List<Node.Variable> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Node.Command> commands = new ArrayList<>();
    while (true) {
      Token token = nextPastSpace();
      if (token.type() == end) {
        break;
      }
      if (!startsOperand(token.type())) {
        throw unexpected(token, context);
      }
      next--;
      commands.add(command());
    }
    if (commands.isEmpty()) {
      throw failure("missing value for " + context);
    }
    for (int stage = 1; stage < commands.size(); stage++) {
      if (isConstant(commands.get(stage).operands().get(0))) {
        throw failure("non executable command in pipeline stage " + (stage + 1));
      }
    }
    return new Node.Pipeline(position, assigns, declared, commands);
  }

  /** Reads the variables that the pipeline goes into; true if they are only assigned. */
  private boolean declarations(String context, List<Node.Variable> declared)
      throws TemplateException {
    while (peekPastSpace().type() == Type.VARIABLE) {
      int before = next;
      Token variable = nextPastSpace();
      Token operator = nextPastSpace();
      boolean isList = operator.type() == Type.OTHER && operator.text().equals(",");
      if (!isList && operator.type() != Type.ASSIGN && operator.type() != Type.DECLARE) {
        next = before;
        return false;
      }
      declared.add(new Node.Variable(variable.position(), List.of(variable.text())));
      variables.add(variable.text());
      if (!isList) {
        return operator.type() == Type.ASSIGN;
      }
      if (!context.equals("range") || declared.size() > 1) {
        throw failure("too many declarations in " + context);
      }
      Type after = peekPastSpace().type();
      if (after != Type.VARIABLE
          && after != Type.RIGHT_DELIMITER
          && after != Type.RIGHT_PARENTHESIS) {
        throw failure("range can only initialize variables");
      }
    }
    return false;
  }

  private Node.Command command() throws TemplateException {
    int position = peekPastSpace().position();
    List<Node> operands = new ArrayList<>();
    while (true) {
      peekPastSpace();
      Optional<Node> operand = operand();
      operand.ifPresent(operands::add);
      Token token = nextToken();
      if (token.type() == Type.SPACE) {
        continue;
      }
      if (token.type() == Type.RIGHT_DELIMITER || token.type() == Type.RIGHT_PARENTHESIS) {
        next--;
      } else if (token.type() != Type.PIPE) {
        throw unexpected(token, "operand");
      }
      break;
    }
    if (operands.isEmpty()) {
      throw failure("empty command");
    }
    return new Node.Command(position, operands);
  }

  private Optional<Node> operand() throws TemplateException {
    Optional<Node> term = term();
    if (term.isEmpty() || peek().type() != Type.FIELD) {
      return term;
    }
    int position = peek().position();
    List<String> fields = new ArrayList<>();
    while (peek().type() == Type.FIELD) {
      fields.add(nextToken().text().substring(1));
    }
    Node node = term.get();
    if (node instanceof Node.Field field) {
      fields.addAll(0, field.names());
      return Optional.of(new Node.Field(position, fields));
    }
    if (node instanceof Node.Variable variable) {
      fields.addAll(0, variable.names());
      return Optional.of(new Node.Variable(position, fields));
    }
    if (isConstant(node)) {
      throw failure("unexpected . after term " + GoQuote.quote(node.toString()));
    }
    return Optional.of(new Node.Chain(position, node, fields));
  }

  private Optional<Node> term() throws TemplateException {
    Token token = nextPastSpace();
    int position = token.position();
    switch (token.type()) {
      case IDENTIFIER -> {
        if (!TemplateFunctions.isDefined(token.text())) {
          throw failure("function %s not defined".formatted(GoQuote.quote(token.text())));
        }
        usesQuery |= token.text().equals("query");
        return Optional.of(new Node.Identifier(position, token.text()));
      }
      case DOT -> {
        return Optional.of(new Node.Dot(position));
      }
      case NIL -> {
        return Optional.of(new Node.Nil(position));
      }
      case VARIABLE -> {
        if (!variables.contains(token.text()) && unknownVariable.isEmpty()) {
          unknownVariable =
              Optional.of(
                  failure("undefined variable " + GoQuote.quote(token.text())).getMessage());
        }
        return Optional.of(new Node.Variable(position, List.of(token.text())));
      }
      case FIELD -> {
        return Optional.of(new Node.Field(position, List.of(token.text().substring(1))));
      }
      case BOOL -> {
        return Optional.of(new Node.BoolConstant(position, token.text().equals("true")));
      }
      case CHARACTER_CONSTANT, NUMBER -> {
        try {
          return Optional.of(NumberText.constant(token));
        } catch (NumberFormatException invalid) {
          throw failure(invalid.getMessage());
        }
      }
      case LEFT_PARENTHESIS -> {
        deeper();
        Node.Pipeline inner = pipeline("parenthesized pipeline", Type.RIGHT_PARENTHESIS);
        depth--;
        return Optional.of(inner);
      }
      case STRING, RAW_STRING -> {
        return Optional.of(new Node.StringConstant(position, token.text(), unquote(token.text())));
      }
      default -> {
        next--;
        return Optional.empty();
      }
    }
  }

  private String templateName(Token token, String context) throws TemplateException {
    if (token.type() != Type.STRING && token.type() != Type.RAW_STRING) {
      throw unexpected(token, context);
    }
    return unquote(token.text());
  }

  private String unquote(String quoted) throws TemplateException {
    try {
      return GoQuote.unquote(quoted);
    } catch (NumberFormatException invalid) {
      throw failure(invalid.getMessage());
    }
  }

  private void deeper() throws TemplateException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw failure("max expression depth exceeded");
    }
  }

  private static boolean startsOperand(Type type) {
    return switch (type) {
      case BOOL,
          CHARACTER_CONSTANT,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PARENTHESIS ->
          true;
      default -> false;
    };
  }

  private static boolean isConstant(Node node) {
    return node instanceof Node.BoolConstant
        || node instanceof Node.StringConstant
        || node instanceof Node.NumberConstant
        || node instanceof Node.Nil
        || node instanceof Node.Dot;
  }

  private static boolean isElse(Node node) {
    return node instanceof Node.Closing closing && closing.kind() == Type.ELSE;
  }

  private static Node last(Node.Sequence sequence) {
    return sequence.nodes().get(sequence.nodes().size() - 1);
  }

  private static Node.Sequence withoutLast(Node.Sequence sequence) {
    List<Node> nodes = sequence.nodes();
    return new Node.Sequence(sequence.position(), nodes.subList(0, nodes.size() - 1));
  }

  private Token peek() {
    return tokens.get(Math.min(next, tokens.size() - 1));
  }

  private Token nextToken() {
    Token token = peek();
    next++;
    return token;
  }

  private Token peekPastSpace() {
    while (peek().type() == Type.SPACE) {
      next++;
    }
    return peek();
  }

  private Token nextPastSpace() {
    peekPastSpace();
    return nextToken();
  }

  private void expectRightDelimiter(String context) throws TemplateException {
    Token token = nextPastSpace();
    if (token.type() != Type.RIGHT_DELIMITER) {
      throw unexpected(token, context);
    }
  }

  private TemplateException unexpected(Token token, String context) {
    return token.type() == Type.ERROR
        ? failure(token.text())
        : failure("unexpected %s in %s".formatted(token, context));
  }

  private TemplateException failure(String reason) {
    int last = Math.max(0, Math.min(next, tokens.size()) - 1);
    return new TemplateException(name, tokens.get(last).line(), reason);
  }
}
