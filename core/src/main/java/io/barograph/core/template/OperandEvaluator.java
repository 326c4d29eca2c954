package io.barograph.core.template;

import io.barograph.core.template.GoValue.GoMap;
import io.barograph.core.template.GoValue.GoStruct;
import java.util.ArrayList;
import java.util.List;

/** Evaluates commands and their operands within one expansion. */
final class OperandEvaluator {
  /** Stands for a last argument that is not there. */
  static final Object NOTHING = new Object();

  private final Interpreter interpreter;

  OperandEvaluator(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * The value of a command.
   *
   * @param last the value of the command before it, its last argument, or {@link #NOTHING}
   */
  Object command(Object dot, Node.Command command, Object last) {
    Node first = command.operands().get(0);
    List<Node> arguments = command.operands().subList(1, command.operands().size());
    if (first instanceof Node.Identifier function) {
      return function(dot, function, command, arguments, last);
    }
    if (first instanceof Node.Field
        || first instanceof Node.Chain
        || (first instanceof Node.Variable variable && variable.names().size() > 1)) {
      return fields(dot, first, arguments, last);
    }
    interpreter.at(first);
    if (!arguments.isEmpty() || last != NOTHING) {
      throw interpreter.failure("can't give argument to non-function " + first);
    }
    if (first instanceof Node.Nil) {
      throw interpreter.failure("nil is not a command");
    }
    return operand(dot, first);
  }

  /** The value of an operand that stands alone. */
  private Object operand(Object dot, Node node) {
    if (node instanceof Node.Identifier function) {
      return function(dot, function, function, List.of(), NOTHING);
    }
    if (node instanceof Node.Pipeline pipeline) {
      return interpreter.evaluate(dot, pipeline);
    }
    interpreter.at(node);
    if (node instanceof Node.Dot) {
      return dot;
    }
    if (node instanceof Node.Variable variable && variable.names().size() == 1) {
      return interpreter.variable(variable.names().get(0));
    }
    if (node instanceof Node.BoolConstant bool) {
      return bool.value();
    }
    if (node instanceof Node.StringConstant string) {
      return string.value();
    }
    if (node instanceof Node.NumberConstant number) {
      return NumberText.isFloat(number) ? (Object) number.real() : number.integer().orElseThrow();
    }
    return fields(dot, node, List.of(), NOTHING);
  }

  /** The value of a field, a field of a variable or a field of a parenthesis. */
  private Object fields(Object dot, Node node, List<Node> arguments, Object last) {
    interpreter.at(node);
    Object receiver = dot;
    List<String> names;
    if (node instanceof Node.Variable variable) {
      receiver = interpreter.variable(variable.names().get(0));
      names = variable.names().subList(1, variable.names().size());
    } else if (node instanceof Node.Chain chain) {
      if (chain.operand() instanceof Node.Nil) {
        throw interpreter.failure("indirection through explicit nil in " + chain);
      }
      receiver = operand(dot, chain.operand());
      names = chain.names();
    } else {
      names = ((Node.Field) node).names();
    }
    for (String name : names.subList(0, names.size() - 1)) {
      receiver = field(dot, name, node, receiver, List.of(), NOTHING);
    }
    return field(dot, names.get(names.size() - 1), node, receiver, arguments, last);
  }

  private Object field(
      Object dot, String name, Node node, Object receiver, List<Node> arguments, Object last) {
    if (receiver == null) {
      return null;
    }
    TemplateFunction method = ValueMethods.of(receiver, name);
    if (method != null) {
      List<Object> values = arguments(dot, method, arguments, last);
      return interpreter.call(name, node, () -> method.apply(interpreter.data(), values));
    }
    boolean hasArguments = !arguments.isEmpty() || last != NOTHING;
    if (receiver instanceof GoMap map) {
      if (hasArguments) {
        throw interpreter.failure(name + " is not a method but has arguments");
      }
      return map.entries().getOrDefault(name, map.zero());
    }
    if (receiver instanceof GoStruct struct && struct.fields().containsKey(name)) {
      if (hasArguments) {
        throw interpreter.failure(name + " has arguments but cannot be invoked as function");
      }
      return struct.fields().get(name);
    }
    throw interpreter.failure(
        "can't evaluate field %s in type %s".formatted(name, GoValue.typeOf(receiver)));
  }

  private Object function(
      Object dot, Node.Identifier identifier, Node node, List<Node> arguments, Object last) {
    interpreter.at(identifier);
    TemplateFunction function = interpreter.function(identifier.name());
    if (function.isLazy()) {
      return lazy(dot, function, arguments, last);
    }
    List<Object> values = arguments(dot, function, arguments, last);
    return interpreter.call(
        function.name(), node, () -> function.apply(interpreter.data(), values));
  }

  /** {@code and} and {@code or}: the first argument that decides, or the last one. */
  private Object lazy(Object dot, TemplateFunction function, List<Node> arguments, Object last) {
    checkCount(function, arguments.size(), last);
    Object value = null;
    for (Node argument : arguments) {
      value = argument(dot, Parameter.VALUE, argument);
      if (GoValue.isTrue(value) == function.name().equals("or")) {
        return value;
      }
    }
    return last == NOTHING ? value : last;
  }

  private List<Object> arguments(
      Object dot, TemplateFunction function, List<Node> arguments, Object last) {
    checkCount(function, arguments.size(), last);
    List<Object> values = new ArrayList<>();
    for (Node argument : arguments) {
      values.add(argument(dot, function.parameter(values.size()), argument));
    }
    if (last != NOTHING) {
      values.add(checked(last, function.parameter(values.size())));
    }
    return values;
  }

  private void checkCount(TemplateFunction function, int given, Object last) {
    int count = given + (last == NOTHING ? 0 : 1);
    int least = function.parameters().size();
    if (function.variadic().isPresent()) {
      if (count < least) {
        throw interpreter.failure(
            "wrong number of args for %s: want at least %d got %d"
                .formatted(function.name(), least, given));
      }
    } else if (count != least) {
      throw interpreter.failure(
          "wrong number of args for %s: want %d got %d".formatted(function.name(), least, count));
    }
  }

  private Object argument(Object dot, Parameter parameter, Node node) {
    interpreter.at(node);
    boolean isConstant =
        node instanceof Node.BoolConstant
            || node instanceof Node.NumberConstant
            || node instanceof Node.StringConstant;
    if (isConstant) {
      return constant(parameter, node);
    }
    if (node instanceof Node.Nil) {
      if (!parameter.takesNil()) {
        throw interpreter.failure("cannot assign nil to " + parameter.type());
      }
      return null;
    }
    return checked(operand(dot, node), parameter);
  }

  /** An untyped constant becomes what the parameter asks for. */
  private Object constant(Parameter parameter, Node node) {
    switch (parameter) {
      case VALUE, ANY -> {
        return operand(null, node);
      }
      case STRING -> {
        if (node instanceof Node.StringConstant string) {
          return string.value();
        }
        throw interpreter.failure("expected string; found " + node);
      }
      default ->
          throw interpreter.failure(
              "can't handle %s for arg of type %s".formatted(node, parameter.type()));
    }
  }

  private Object checked(Object value, Parameter parameter) {
    if (value == null) {
      if (!parameter.takesNil()) {
        throw interpreter.failure("invalid value; expected " + parameter.type());
      }
    } else if (!parameter.accepts(value)) {
      throw interpreter.failure(
          "wrong type for value; expected %s; got %s"
              .formatted(parameter.type(), GoValue.typeOf(value)));
    }
    return value;
  }
}
