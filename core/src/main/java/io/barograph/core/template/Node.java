package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A part of a parsed template; its text is what messages show of it. */
sealed interface Node {
  /** Where it stands, in characters. */
  int position();

  /** The parts directly below this one, in the order in which they are written. */
  default List<Node> children() {
    if (this instanceof Sequence sequence) {
      return sequence.nodes();
    } else if (this instanceof Action action) {
      return List.of(action.pipeline());
    } else if (this instanceof Branch branch) {
      return Stream.<Node>concat(
              Stream.<Node>of(branch.pipeline(), branch.body()), branch.otherwise().stream())
          .toList();
    } else if (this instanceof Invocation invocation) {
      return List.copyOf(invocation.pipeline().stream().toList());
    } else if (this instanceof Pipeline pipeline) {
      return List.copyOf(pipeline.commands());
    } else if (this instanceof Command command) {
      return command.operands();
    } else if (this instanceof Chain chain) {
      return List.of(chain.operand());
    }
    return List.of();
  }

  /** Parts one behind the other. */
  record Sequence(int position, List<Node> nodes) implements Node {
    public Sequence {
      nodes = List.copyOf(nodes);
    }

    /** True if it writes nothing but blanks. */
    boolean isBlank() {
      return nodes.stream().allMatch(node -> node instanceof Text text && text.text().isBlank());
    }
  }

  /** Text that is written as it is. */
  record Text(int position, String text) implements Node {}

  /** A pipeline whose value is written, unless it goes into a variable. */
  record Action(int position, Pipeline pipeline) implements Node {
    @Override
    public String toString() {
      return "{{" + pipeline + "}}";
    }
  }

  /** {@code if}, {@code with} and {@code range}. */
  record Branch(
      int position, Token.Type kind, Pipeline pipeline, Sequence body, Optional<Sequence> otherwise)
      implements Node {}

  /** Runs another template, with the dot of its pipeline. */
  record Invocation(int position, String name, Optional<Pipeline> pipeline) implements Node {
    @Override
    public String toString() {
      return "{{template "
          + GoQuote.quote(name)
          + pipeline.map(argument -> " " + argument).orElse("")
          + "}}";
    }
  }

  /** Leaves the innermost {@code range}. */
  record Break(int position) implements Node {}

  /** Goes on with the next element of the innermost {@code range}. */
  record Continue(int position) implements Node {}

  /** {@code else} or {@code end}; not part of a finished tree. */
  record Closing(int position, Token.Type kind) implements Node {
    @Override
    public String toString() {
      return kind == Token.Type.ELSE ? "{{else}}" : "{{end}}";
    }
  }

  /**
   * Commands, each with the value of the one before as its last argument.
   *
   * @param assigns true if the variables were declared before
   * @param variables what the value goes into
   */
  record Pipeline(int position, boolean assigns, List<Variable> variables, List<Command> commands)
      implements Node {
    public Pipeline {
      variables = List.copyOf(variables);
      commands = List.copyOf(commands);
    }

    @Override
    public String toString() {
      String declared = join(variables, ", ");
      String operator = variables.isEmpty() ? "" : assigns ? " = " : " := ";
      return declared + operator + join(commands, " | ");
    }
  }

  /** An operand and its arguments. */
  record Command(int position, List<Node> operands) implements Node {
    public Command {
      operands = List.copyOf(operands);
    }

    @Override
    public String toString() {
      return operands.stream().map(Node::inParentheses).collect(Collectors.joining(" "));
    }
  }

  /** The name of a function. */
  record Identifier(int position, String name) implements Node {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A variable and fields of it; the first name has its dollar sign. */
  record Variable(int position, List<String> names) implements Node {
    public Variable {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return String.join(".", names);
    }
  }

  /** Fields of the dot. */
  record Field(int position, List<String> names) implements Node {
    public Field {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return "." + String.join(".", names);
    }
  }

  /** Fields of what a parenthesis or a function gives. */
  record Chain(int position, Node operand, List<String> names) implements Node {
    public Chain {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return inParentheses(operand) + "." + String.join(".", names);
    }
  }

  /** The dot. */
  record Dot(int position) implements Node {
    @Override
    public String toString() {
      return ".";
    }
  }

  /** The untyped nil. */
  record Nil(int position) implements Node {
    @Override
    public String toString() {
      return "nil";
    }
  }

  /** {@code true} or {@code false}. */
  record BoolConstant(int position, boolean value) implements Node {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /** A text in quotes. */
  record StringConstant(int position, String quoted, String value) implements Node {
    @Override
    public String toString() {
      return quoted;
    }
  }

  /**
   * A number, which is untyped until something asks for it.
   *
   * @param integer its value as an integer, if it has one
   * @param real its value as a float
   */
  record NumberConstant(int position, String text, Optional<Long> integer, double real)
      implements Node {
    @Override
    public String toString() {
      return text;
    }
  }

  private static String join(List<? extends Node> nodes, String separator) {
    return nodes.stream().map(Node::toString).collect(Collectors.joining(separator));
  }

  private static String inParentheses(Node node) {
    return node instanceof Pipeline ? "(" + node + ")" : node.toString();
  }
}
