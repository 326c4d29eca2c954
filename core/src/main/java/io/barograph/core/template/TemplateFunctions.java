package io.barograph.core.template;

import io.barograph.core.template.TemplateFunction.Body;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions that a text may call, by name: those of Go's templates and more. */
final class TemplateFunctions {
  /** Go's and those of Prometheus, for rules. */
  static final TemplateFunctions RULES = new TemplateFunctions(PrometheusFunctions.all());

  /** Those for rules and those of Alertmanager, for messages. */
  static final TemplateFunctions MESSAGES =
      new TemplateFunctions(PrometheusFunctions.all(), MessageFunctions.all());

  private final Map<String, TemplateFunction> all = new HashMap<>();

  @SafeVarargs
  private TemplateFunctions(List<TemplateFunction>... more) {
    addGo();
    for (List<TemplateFunction> functions : more) {
      functions.forEach(this::add);
    }
  }

  private void addGo() {
    rest("and", List.of(Parameter.VALUE), null);
    rest("or", List.of(Parameter.VALUE), null);
    rest(
        "call",
        List.of(Parameter.VALUE),
        (data, in) -> {
          throw Builtins.notAFunction(in.get(0));
        });
    rest("eq", List.of(Parameter.VALUE), (data, in) -> Comparison.equal(in));
    rest("html", List.of(), (data, in) -> Escapes.html(Builtins.text(in)));
    rest("index", List.of(Parameter.VALUE), (data, in) -> Builtins.index(in));
    rest("js", List.of(), (data, in) -> Escapes.javaScript(Builtins.text(in)));
    rest("print", List.of(), (data, in) -> GoFormat.print(in));
    rest("println", List.of(), (data, in) -> GoFormat.printLine(in));
    rest("slice", List.of(Parameter.VALUE), (data, in) -> Builtins.slice(in));
    rest("urlquery", List.of(), (data, in) -> Escapes.query(Builtins.text(in)));
    add(
        TemplateFunction.variadic(
            "printf",
            List.of(Parameter.STRING),
            Parameter.ANY,
            (data, in) -> GoFormat.printFormat((String) in.get(0), in.subList(1, in.size()))));
    fixed("len", 1, (data, in) -> Builtins.length(in.get(0)));
    fixed("not", 1, (data, in) -> !GoValue.isTrue(in.get(0)));
    fixed("ne", 2, (data, in) -> !Comparison.equal(in));
    fixed("lt", 2, (data, in) -> Comparison.less(in));
    fixed("le", 2, (data, in) -> Comparison.lessOrEqual(in));
    fixed("gt", 2, (data, in) -> !Comparison.lessOrEqual(in));
    fixed("ge", 2, (data, in) -> !Comparison.less(in));
  }

  boolean isDefined(String name) {
    return all.containsKey(name);
  }

  /** The function of that name, which is defined. */
  TemplateFunction get(String name) {
    return all.get(name);
  }

  private void fixed(String name, int count, Body body) {
    add(
        TemplateFunction.of(
            name, List.of(Parameter.VALUE, Parameter.VALUE).subList(0, count), body));
  }

  private void rest(String name, List<Parameter> least, Body body) {
    add(TemplateFunction.variadic(name, least, Parameter.VALUE, body));
  }

  private void add(TemplateFunction function) {
    all.put(function.name(), function);
  }
}
