package io.barograph.core.template;

import io.barograph.core.labels.GoQuote;
import io.barograph.core.template.GoValue.GoHtml;
import io.barograph.core.template.GoValue.GoList;
import io.barograph.core.template.GoValue.GoMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One expansion of one template. Not thread-safe. */
final class Interpreter {
  private static final int MAX_STEPS = 1_000_000;
  private static final int MAX_LENGTH = 1 << 20;
  private static final int MAX_DEPTH = 100;

  /** Where a part of a template goes on. */
  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  private static final class Binding {
    final String name;
    Object value;

    Binding(String name, Object value) {
      this.name = name;
      this.value = value;
    }
  }

  /** Stops the expansion; its message is complete. */
  private static final class StopException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StopException(String message) {
      super(message, null, false, false);
    }
  }

  private final Program program;
  private final TemplateData data;
  private final OperandEvaluator operands = new OperandEvaluator(this);
  private final StringBuilder out = new StringBuilder();
  private List<Binding> bindings = new ArrayList<>();
  private String running;
  private Node current;
  private int steps;
  private int depth;

  Interpreter(Program program, TemplateData data) {
    this.program = program;
    this.data = data;
    this.running = program.name();
  }

  String expand(Object dot) throws ExpansionException {
    bindings.add(new Binding("$", dot));
    try {
      walk(dot, program.templates().get(program.name()));
    } catch (StopException stopped) {
      throw new ExpansionException(
          "error executing template %s: %s".formatted(program.name(), stopped.getMessage()));
    }
    return out.toString();
  }

  TemplateData data() {
    return data;
  }

  /** The function of that name, which is defined. */
  TemplateFunction function(String function) {
    return program.functions().get(function);
  }

  /** Says what failures from here on are about. */
  void at(Node node) {
    current = node;
    steps++;
    if (steps > MAX_STEPS || out.length() > MAX_LENGTH) {
      throw failure("exceeded %d steps or %d characters".formatted(MAX_STEPS, MAX_LENGTH));
    }
  }

  /** The failure of what the expansion is at. */
  RuntimeException failure(String reason) {
    Program.Source source = program.source(running);
    String before = source.text().substring(0, current.position());
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column =
        before.substring(before.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8).length;
    return new StopException(
        "template: %s:%d:%d: executing %s at <%s>: %s"
            .formatted(source.name(), line, column, GoQuote.quote(running), current, reason));
  }

  /** The variable of that name. */
  Object variable(String variable) {
    return binding(variable).value;
  }

  private Binding binding(String variable) {
    for (int i = bindings.size() - 1; i >= 0; i--) {
      if (bindings.get(i).name.equals(variable)) {
        return bindings.get(i);
      }
    }
    throw failure("undefined variable: " + variable);
  }

  private void forget(int mark) {
    bindings.subList(mark, bindings.size()).clear();
  }

  private Flow walk(Object dot, Node.Sequence sequence) {
    for (Node node : sequence.nodes()) {
      Flow flow = walk(dot, node);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  private Flow walk(Object dot, Node node) {
    at(node);
    if (node instanceof Node.Text literal) {
      out.append(literal.text());
    } else if (node instanceof Node.Action action) {
      Object value = evaluate(dot, action.pipeline());
      if (action.pipeline().variables().isEmpty()) {
        at(action);
        String shown = GoValue.print(value);
        boolean escapes = program.html() && !(value instanceof GoHtml);
        out.append(escapes ? Escapes.html(shown) : shown);
      }
    } else if (node instanceof Node.Branch branch) {
      return branch.kind() == Token.Type.RANGE ? walkRange(dot, branch) : walkBranch(dot, branch);
    } else if (node instanceof Node.Invocation invocation) {
      invoke(dot, invocation);
    } else {
      return node instanceof Node.Break ? Flow.BREAK : Flow.CONTINUE;
    }
    return Flow.NEXT;
  }

  private Flow walkBranch(Object dot, Node.Branch branch) {
    int mark = bindings.size();
    Object value = evaluate(dot, branch.pipeline());
    Flow flow = Flow.NEXT;
    if (GoValue.isTrue(value)) {
      flow = walk(branch.kind() == Token.Type.WITH ? value : dot, branch.body());
    } else if (branch.otherwise().isPresent()) {
      flow = walk(dot, branch.otherwise().get());
    }
    forget(mark);
    return flow;
  }

  private Flow walkRange(Object dot, Node.Branch range) {
    int mark = bindings.size();
    Object value = evaluate(dot, range.pipeline());
    List<Node.Variable> variables = range.pipeline().variables();
    Flow flow = Flow.NEXT;
    boolean empty = true;
    if (value instanceof GoList list) {
      for (int i = 0; i < list.items().size() && flow != Flow.BREAK; i++) {
        flow = iterate(range, (long) i, list.items().get(i));
        empty = false;
      }
    } else if (value instanceof GoMap map) {
      for (Map.Entry<String, Object> entry : map.entries().entrySet()) {
        flow = flow == Flow.BREAK ? flow : iterate(range, entry.getKey(), entry.getValue());
        empty = false;
      }
    } else if (value instanceof Long count) {
      if (variables.size() > 1) {
        throw failure("can't use %d to iterate over more than one variable".formatted(count));
      }
      for (long i = 0; i < count && flow != Flow.BREAK; i++) {
        flow = iterate(range, null, i);
        empty = false;
      }
    } else if (value != null) {
      throw failure("range can't iterate over " + GoFormat.plain(value));
    }
    flow = Flow.NEXT;
    if (empty && range.otherwise().isPresent()) {
      flow = walk(dot, range.otherwise().get());
    }
    forget(mark);
    return flow;
  }

  private Flow iterate(Node.Branch range, Object index, Object element) {
    List<Node.Variable> variables = range.pipeline().variables();
    int mark = bindings.size();
    if (variables.size() == 1) {
      target(range, 0).value = element;
    } else if (variables.size() == 2) {
      target(range, 0).value = index;
      target(range, 1).value = element;
    }
    at(range);
    Flow flow = walk(element, range.body());
    forget(mark);
    return flow;
  }

  private Binding target(Node.Branch range, int variable) {
    List<Node.Variable> variables = range.pipeline().variables();
    return range.pipeline().assigns()
        ? binding(variables.get(variable).names().get(0))
        : bindings.get(bindings.size() - variables.size() + variable);
  }

  private void invoke(Object dot, Node.Invocation invocation) {
    Node.Sequence body = program.templates().get(invocation.name());
    if (body == null) {
      throw failure("template %s not defined".formatted(GoQuote.quote(invocation.name())));
    }
    if (depth == MAX_DEPTH) {
      throw failure("exceeded maximum template depth (%d)".formatted(MAX_DEPTH));
    }
    Optional<Node.Pipeline> pipeline = invocation.pipeline();
    Object argument = pipeline.isPresent() ? evaluate(dot, pipeline.get()) : null;
    List<Binding> outer = bindings;
    String outerName = running;
    bindings = new ArrayList<>(List.of(new Binding("$", argument)));
    running = invocation.name();
    depth++;
    walk(argument, body);
    depth--;
    running = outerName;
    bindings = outer;
  }

  /** The value of a pipeline, which its variables get as well. */
  Object evaluate(Object dot, Node.Pipeline pipeline) {
    at(pipeline);
    Object value = OperandEvaluator.NOTHING;
    for (Node.Command command : pipeline.commands()) {
      value = operands.command(dot, command, value);
    }
    for (Node.Variable variable : pipeline.variables()) {
      String declared = variable.names().get(0);
      if (pipeline.assigns()) {
        binding(declared).value = value;
      } else {
        bindings.add(new Binding(declared, value));
      }
    }
    return value;
  }

  /** Runs a function; what it refuses becomes a failure of {@code node}. */
  Object call(String function, Node node, Supplier<Object> body) {
    try {
      return body.get();
    } catch (FailedCallException refused) {
      at(node);
      throw failure("error calling %s: %s".formatted(function, refused.getMessage()));
    }
  }
}
