package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
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

  private final TokenCursor tokens;
  private final TemplateFunctions functions;
  private final Map<String, Node.Sequence> templates = new HashMap<>();
  private List<String> variables = new ArrayList<>(List.of("$"));
  private Optional<TemplateException> unknownVariable = Optional.empty();
  private boolean usesQuery;
  private int ranges;
  private int depth;

  private TemplateParser(String name, String text, TemplateFunctions functions) {
    this.functions = functions;
    this.tokens = new TokenCursor(name, Lexer.tokens(text));
  }

  /**
   * What a text says.
   *
   * @param templates the text itself and the templates that it defines, by name
   * @param unknownVariable Go's failure for the first variable that is nowhere declared
   * @param usesQuery true if the function {@code query} stands in it
   */
  record Parsed(
      Map<String, Node.Sequence> templates,
      Optional<TemplateException> unknownVariable,
      boolean usesQuery) {}

  static Parsed parse(String name, String text, TemplateFunctions functions)
      throws TemplateException {
    TemplateParser parser = new TemplateParser(name, text, functions);
    parser.define(name, parser.sequence(Type.END_OF_TEXT));
    return new Parsed(Map.copyOf(parser.templates), parser.unknownVariable, parser.usesQuery);
  }

  private void define(String template, Node.Sequence body) throws TemplateException {
    Node.Sequence before = templates.get(template);
    if (before == null || before.isBlank()) {
      templates.put(template, body);
    } else if (!body.isBlank()) {
      throw tokens.failure("template: multiple definition of template " + GoQuote.quote(template));
    }
  }

  /** The parts up to the end of the text or up to a closing action, which comes last. */
  private Node.Sequence sequence(Type until) throws TemplateException {
    int position = tokens.peekPastSpace().position();
    List<Node> nodes = new ArrayList<>();
    while (tokens.peekPastSpace().type() != Type.END_OF_TEXT) {
      if (until == Type.END_OF_TEXT && definition()) {
        continue;
      }
      Node node = textOrAction();
      boolean closes = node instanceof Node.Closing;
      if (closes && until == Type.END_OF_TEXT) {
        throw tokens.failure("unexpected " + node);
      }
      nodes.add(node);
      if (closes) {
        return new Node.Sequence(position, nodes);
      }
    }
    if (until != Type.END_OF_TEXT) {
      throw tokens.failure("unexpected EOF");
    }
    return new Node.Sequence(position, nodes);
  }

  /** Reads a definition if one stands here. */
  private boolean definition() throws TemplateException {
    int before = tokens.position();
    if (tokens.nextPastSpace().type() != Type.LEFT_DELIMITER
        || tokens.nextPastSpace().type() != Type.DEFINE) {
      tokens.returnTo(before);
      return false;
    }
    String defined = tokens.templateName(tokens.nextPastSpace(), "define clause");
    tokens.expectRightDelimiter("define clause");
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
      throw tokens.failure("unexpected %s in %s".formatted(end, context));
    }
    variables = outer;
    ranges = outerRanges;
    return withoutLast(body);
  }

  private Node textOrAction() throws TemplateException {
    Token token = tokens.nextPastSpace();
    return switch (token.type()) {
      case TEXT -> new Node.Text(token.position(), token.text());
      case LEFT_DELIMITER -> action();
      default -> throw tokens.unexpected(token, "input");
    };
  }

  private Node action() throws TemplateException {
    Token token = tokens.nextPastSpace();
    switch (token.type()) {
      case BREAK, CONTINUE -> {
        return leaveRange(token);
      }
      case ELSE -> {
        Type after = tokens.peekPastSpace().type();
        if (after != Type.IF && after != Type.WITH) {
          tokens.expectRightDelimiter("else");
        }
        return new Node.Closing(token.position(), Type.ELSE);
      }
      case END -> {
        tokens.expectRightDelimiter("end");
        return new Node.Closing(token.position(), Type.END);
      }
      case IF, RANGE, WITH -> {
        return branch(token.type());
      }
      case BLOCK -> {
        Token named = tokens.nextPastSpace();
        String defined = tokens.templateName(named, "block clause");
        Node.Pipeline dot = pipeline("block clause", Type.RIGHT_DELIMITER);
        define(defined, detached("block clause"));
        return new Node.Invocation(named.position(), defined, Optional.of(dot));
      }
      case TEMPLATE -> {
        Token named = tokens.nextPastSpace();
        String invoked = tokens.templateName(named, "template clause");
        Optional<Node.Pipeline> dot = Optional.empty();
        if (tokens.nextPastSpace().type() != Type.RIGHT_DELIMITER) {
          tokens.back();
          dot = Optional.of(pipeline("template clause", Type.RIGHT_DELIMITER));
        }
        return new Node.Invocation(named.position(), invoked, dot);
      }
      default -> {
        tokens.back();
        return new Node.Action(token.position(), pipeline("command", Type.RIGHT_DELIMITER));
      }
    }
  }

  private Node leaveRange(Token token) throws TemplateException {
    String action = "{{" + token.text() + "}}";
    tokens.expectRightDelimiter(action);
    if (ranges == 0) {
      throw tokens.failure(action + " outside {{range}}");
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
      if (kind != Type.RANGE
          && tokens.peek().type() != Type.SPACE
          && tokens.peekPastSpace().type() == kind) {
        tokens.nextPastSpace();
        otherwise = Optional.of(new Node.Sequence(end.position(), List.of(branch(kind))));
      } else {
        Node.Sequence rest = sequence(Type.END);
        if (isElse(last(rest))) {
          throw tokens.failure("expected end; found " + last(rest));
        }
        otherwise = Optional.of(withoutLast(rest));
      }
    }
    variables.subList(scope, variables.size()).clear();
    depth--;
    return new Node.Branch(pipeline.position(), kind, pipeline, withoutLast(body), otherwise);
  }

  private Node.Pipeline pipeline(String context, Type end) throws TemplateException {
    int position = tokens.peekPastSpace().position();
    List<Node.Variable> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Node.Command> commands = new ArrayList<>();
    while (true) {
      Token token = tokens.nextPastSpace();
      if (token.type() == end) {
        break;
      }
      if (!token.type().startsOperand()) {
        throw tokens.unexpected(token, context);
      }
      tokens.back();
      commands.add(command());
    }
    if (commands.isEmpty()) {
      throw tokens.failure("missing value for " + context);
    }
    for (int stage = 1; stage < commands.size(); stage++) {
      if (isConstant(commands.get(stage).operands().get(0))) {
        throw tokens.failure("non executable command in pipeline stage " + (stage + 1));
      }
    }
    return new Node.Pipeline(position, assigns, declared, commands);
  }

  /** Reads the variables that the pipeline goes into; true if they are only assigned. */
  private boolean declarations(String context, List<Node.Variable> declared)
      throws TemplateException {
    while (tokens.peekPastSpace().type() == Type.VARIABLE) {
      int before = tokens.position();
      Token variable = tokens.nextPastSpace();
      Token operator = tokens.nextPastSpace();
      boolean isList = operator.type() == Type.OTHER && operator.text().equals(",");
      if (!isList && operator.type() != Type.ASSIGN && operator.type() != Type.DECLARE) {
        tokens.returnTo(before);
        return false;
      }
      declared.add(new Node.Variable(variable.position(), List.of(variable.text())));
      variables.add(variable.text());
      if (!isList) {
        return operator.type() == Type.ASSIGN;
      }
      if (!context.equals("range") || declared.size() > 1) {
        throw tokens.failure("too many declarations in " + context);
      }
      Type after = tokens.peekPastSpace().type();
      if (after != Type.VARIABLE
          && after != Type.RIGHT_DELIMITER
          && after != Type.RIGHT_PARENTHESIS) {
        throw tokens.failure("range can only initialize variables");
      }
    }
    return false;
  }

  private Node.Command command() throws TemplateException {
    int position = tokens.peekPastSpace().position();
    List<Node> operands = new ArrayList<>();
    while (true) {
      tokens.peekPastSpace();
      Optional<Node> operand = operand();
      operand.ifPresent(operands::add);
      Token token = tokens.next();
      if (token.type() == Type.SPACE) {
        continue;
      }
      if (token.type() == Type.RIGHT_DELIMITER || token.type() == Type.RIGHT_PARENTHESIS) {
        tokens.back();
      } else if (token.type() != Type.PIPE) {
        throw tokens.unexpected(token, "operand");
      }
      break;
    }
    if (operands.isEmpty()) {
      throw tokens.failure("empty command");
    }
    return new Node.Command(position, operands);
  }

  private Optional<Node> operand() throws TemplateException {
    Optional<Node> term = term();
    if (term.isEmpty() || tokens.peek().type() != Type.FIELD) {
      return term;
    }
    int position = tokens.peek().position();
    List<String> fields = new ArrayList<>();
    while (tokens.peek().type() == Type.FIELD) {
      fields.add(tokens.next().text().substring(1));
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
      throw tokens.failure("unexpected . after term " + GoQuote.quote(node.toString()));
    }
    return Optional.of(new Node.Chain(position, node, fields));
  }

  private Optional<Node> term() throws TemplateException {
    Token token = tokens.nextPastSpace();
    int position = token.position();
    switch (token.type()) {
      case IDENTIFIER -> {
        if (!functions.isDefined(token.text())) {
          throw tokens.failure("function %s not defined".formatted(GoQuote.quote(token.text())));
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
              Optional.of(tokens.failure("undefined variable " + GoQuote.quote(token.text())));
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
          throw tokens.failure(invalid.getMessage());
        }
      }
      case LEFT_PARENTHESIS -> {
        deeper();
        Node.Pipeline inner = pipeline("parenthesized pipeline", Type.RIGHT_PARENTHESIS);
        depth--;
        return Optional.of(inner);
      }
      case STRING, RAW_STRING -> {
        return Optional.of(
            new Node.StringConstant(position, token.text(), tokens.unquote(token.text())));
      }
      default -> {
        tokens.back();
        return Optional.empty();
      }
    }
  }

  private void deeper() throws TemplateException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw tokens.failure("max expression depth exceeded");
    }
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
}
